#pragma once
#include <immintrin.h>

#include <cstdint>
#include <cstring>

#define LANES avx2
#define VECTORS __attribute__((target("avx2,fma,f16c")))
#define INLINE_VECTORS VECTORS __attribute__((always_inline)) inline

/// Eight numbers of four bytes at once.
namespace cllama::avx2 {

constexpr int64_t lanes = 8;
/// Tokens that are computed at once: with more, their sums no longer fit the registers.
constexpr int at_once = 4;

using Wholes = __m256i;
using Floats = __m256;

INLINE_VECTORS Wholes load(const uint8_t *at) { return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at)); }
INLINE_VECTORS Wholes all(int32_t number) { return _mm256_set1_epi32(number); }
INLINE_VECTORS Wholes both(Wholes a, Wholes b) { return _mm256_and_si256(a, b); }
INLINE_VECTORS Wholes either(Wholes a, Wholes b) { return _mm256_or_si256(a, b); }
INLINE_VECTORS Wholes up(Wholes a, unsigned bits) { return _mm256_slli_epi32(a, int(bits)); }
INLINE_VECTORS Wholes down(Wholes a, unsigned bits) { return _mm256_srli_epi32(a, int(bits)); }
INLINE_VECTORS Wholes plus(Wholes a, Wholes b) { return _mm256_add_epi32(a, b); }
INLINE_VECTORS Wholes times(Wholes a, Wholes b) { return _mm256_mullo_epi32(a, b); }
/// Adds the products of four bytes, from 0 to 128, and four signed ones from -127: two of them fit two bytes.
INLINE_VECTORS Wholes dot4(Wholes sum, Wholes weights, Wholes tokens) {
    return plus(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(weights, tokens), _mm256_set1_epi16(1)));
}
/// The same of bytes with signs: their sizes, and the tokens with their signs.
INLINE_VECTORS Wholes signed_weights(Wholes weights) { return weights; }
INLINE_VECTORS Wholes signed_start(int32_t) { return all(0); }
INLINE_VECTORS Wholes signed_dot4(Wholes sum, Wholes weights, Wholes tokens) {
    return dot4(sum, _mm256_abs_epi8(weights), _mm256_sign_epi8(tokens, weights));
}
/// Adds the products of two numbers of two bytes.
INLINE_VECTORS Wholes dot2(Wholes sum, Wholes a, Wholes b) { return plus(sum, _mm256_madd_epi16(a, b)); }
INLINE_VECTORS Wholes signed_bytes(const uint8_t *at) {
    return _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(at)));
}

INLINE_VECTORS Floats halves(const uint8_t *at) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at)));
}
INLINE_VECTORS Floats every(float number) { return _mm256_set1_ps(number); }
INLINE_VECTORS Floats floats(Wholes a) { return _mm256_cvtepi32_ps(a); }
INLINE_VECTORS Floats times(Floats a, Floats b) { return _mm256_mul_ps(a, b); }
INLINE_VECTORS Floats add_product(Floats sum, Floats a, Floats b) { return _mm256_fmadd_ps(a, b, sum); }
INLINE_VECTORS Floats take_product(Floats sum, Floats a, Floats b) { return _mm256_fnmadd_ps(a, b, sum); }
INLINE_VECTORS void store(float *to, Floats a) { _mm256_storeu_ps(to, a); }

}  // namespace cllama::avx2
