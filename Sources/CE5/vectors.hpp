#pragma once

// What the computations of our own share: sixteen numbers at once, on processors with AVX-512 VNNI.

#if defined(__x86_64__)
#include <immintrin.h>

#include <initializer_list>

#define WITH_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

inline bool has_vnni() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}

/// e to the power of x (Cody and Waite's reduction, a polynomial of the sixth degree): within 3e-7 of its value.
WITH_VNNI inline __m512 exponential(__m512 x) {
    // In this order what isn't a number stays so.
    x = _mm512_min_ps(_mm512_set1_ps(87), _mm512_max_ps(_mm512_set1_ps(-87), x));
    const __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)), 0);
    x = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375f), x);
    x = _mm512_fnmadd_ps(n, _mm512_set1_ps(-2.12194440e-4f), x);
    __m512 sum = _mm512_set1_ps(1.0f / 720);
    for (float factor : {1.0f / 120, 1.0f / 24, 1.0f / 6, 0.5f, 1.0f, 1.0f})
        sum = _mm512_fmadd_ps(sum, x, _mm512_set1_ps(factor));
    return _mm512_scalef_ps(sum, n);
}
#endif
