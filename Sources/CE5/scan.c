#include "CE5.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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
static void sketch_scores(const unsigned long long *sketches, long count, int words, const unsigned long long *planes,
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

#if defined(__x86_64__)
/* The same for sketches of at most eight words, a register each, on processors that count bits in registers. */
__attribute__((target("avx512f,avx512vpopcntdq")))
static void counted_scores(const unsigned long long *sketches, long count, int words, const unsigned long long *planes,
                           short *scores) {
    const __mmask8 used = (__mmask8)((1 << words) - 1);
    __m512i plane[4];
    for (int i = 0; i < 4; i++) plane[i] = _mm512_maskz_loadu_epi64(used, planes + i * words);
    for (long row = 0; row < count; row++) {
        const __m512i bits = _mm512_maskz_loadu_epi64(used, sketches + row * words);
        __m512i sum = _mm512_popcnt_epi64(_mm512_and_si512(bits, plane[3]));
        for (int i = 2; i >= 0; i--)
            sum = _mm512_add_epi64(_mm512_slli_epi64(sum, 1), _mm512_popcnt_epi64(_mm512_and_si512(bits, plane[i])));
        const __m512i set = _mm512_popcnt_epi64(bits);
        /* 2 * sum - 15 * set */
        const __m512i score = _mm512_add_epi64(
            _mm512_sub_epi64(_mm512_slli_epi64(sum, 1), _mm512_slli_epi64(set, 4)), set);
        scores[row] = (short)_mm512_reduce_add_epi64(score);
    }
}
#endif

void ce5_sketch_scores(const unsigned long long *sketches, long count, int words, const unsigned long long *planes,
                       short *scores) {
#if defined(__x86_64__)
    if (words <= 8 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq")) {
        counted_scores(sketches, count, words, planes, scores);
        return;
    }
#endif
    sketch_scores(sketches, count, words, planes, scores);
}
