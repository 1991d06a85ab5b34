#include "CE5.h"

/* The loops over all vectors, built for several processors; the loader takes the best that this one has. */
#if defined(__x86_64__) && defined(__ELF__)
#define EVERY_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define EVERY_PROCESSOR
#endif

/* Sixteen sums that don't wait for each other let the compiler use the vector unit without being allowed to
   reorder floating-point additions. */
EVERY_PROCESSOR
void ce5_scores(const signed char *rows, const float *scales, long count, int dimension, const float *query,
                float *scores) {
    for (long row = 0; row < count; row++) {
        const signed char *vector = rows + row * dimension;
        float sums[16] = {0};
        int at = 0;
        for (; at + 16 <= dimension; at += 16)
            for (int lane = 0; lane < 16; lane++) sums[lane] += vector[at + lane] * query[at + lane];
        float sum = 0;
        for (int lane = 0; lane < 16; lane++) sum += sums[lane];
        for (; at < dimension; at++) sum += vector[at] * query[at];
        scores[row] = sum * scales[row];
    }
}

/* A bit b of a sketch stands for a sign and the four planes for a number c from 0 to 15, which stands for c - 7.5:
   twice the sum of those numbers where the bit is set, which orders as the sum over all signs does. */
EVERY_PROCESSOR
void ce5_sketch_scores(const unsigned long long *sketches, long count, int words, const unsigned long long *planes,
                       short *scores) {
    for (long row = 0; row < count; row++) {
        const unsigned long long *bits = sketches + row * words;
        int sum = 0, set = 0;
        for (int word = 0; word < words; word++) {
            unsigned long long b = bits[word];
            set += __builtin_popcountll(b);
            sum += __builtin_popcountll(b & planes[word]) + 2 * __builtin_popcountll(b & planes[words + word]) +
                   4 * __builtin_popcountll(b & planes[2 * words + word]) +
                   8 * __builtin_popcountll(b & planes[3 * words + word]);
        }
        scores[row] = (short)(2 * sum - 15 * set);
    }
}
