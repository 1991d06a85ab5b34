#include "CE5.h"

/* Sixteen sums that don't wait for each other let the compiler use the vector unit without being allowed to
   reorder floating-point additions. */
void ce5_scores(const float *rows, long count, int dimension, const float *query, float *scores) {
    for (long row = 0; row < count; row++) {
        const float *vector = rows + row * dimension;
        float sums[16] = {0};
        int at = 0;
        for (; at + 16 <= dimension; at += 16)
            for (int lane = 0; lane < 16; lane++) sums[lane] += vector[at + lane] * query[at + lane];
        float sum = 0;
        for (int lane = 0; lane < 16; lane++) sum += sums[lane];
        for (; at < dimension; at++) sum += vector[at] * query[at];
        scores[row] = sum;
    }
}
