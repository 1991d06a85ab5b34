#pragma once
#include <cstdint>
#include <cstring>

#include "../../CE5/vectors.hpp"

#define LANES avx512
#define VECTORS WITH_VNNI
#define INLINE_VECTORS VECTORS __attribute__((always_inline)) inline

/// Sixteen numbers of four bytes at once.
namespace cllama::avx512 {

constexpr int64_t lanes = 16;
/// Tokens that are computed at once: with more, their sums no longer fit the registers.
constexpr int at_once = 8;

using Wholes = __m512i;
using Floats = __m512;

INLINE_VECTORS Wholes load(const uint8_t *at) { return _mm512_loadu_si512(at); }
INLINE_VECTORS Wholes all(int32_t number) { return _mm512_set1_epi32(number); }
INLINE_VECTORS Wholes both(Wholes a, Wholes b) { return _mm512_and_si512(a, b); }
INLINE_VECTORS Wholes either(Wholes a, Wholes b) { return _mm512_or_si512(a, b); }
INLINE_VECTORS Wholes up(Wholes a, unsigned bits) { return _mm512_slli_epi32(a, bits); }
INLINE_VECTORS Wholes down(Wholes a, unsigned bits) { return _mm512_srli_epi32(a, bits); }
INLINE_VECTORS Wholes plus(Wholes a, Wholes b) { return _mm512_add_epi32(a, b); }
INLINE_VECTORS Wholes times(Wholes a, Wholes b) { return _mm512_mullo_epi32(a, b); }
/// Adds the products of four bytes, from 0 to 63, and four signed ones.
INLINE_VECTORS Wholes dot4(Wholes sum, Wholes weights, Wholes tokens) { return _mm512_dpbusd_epi32(sum, weights, tokens); }
/// The same of bytes with signs: as bytes from 0 to 255, which is 128 times the tokens' sum too much.
INLINE_VECTORS Wholes signed_weights(Wholes weights) { return _mm512_xor_si512(weights, all(int32_t(0x80808080))); }
INLINE_VECTORS Wholes signed_start(int32_t offset) { return all(offset); }
INLINE_VECTORS Wholes signed_dot4(Wholes sum, Wholes weights, Wholes tokens) { return dot4(sum, weights, tokens); }
/// Adds the products of two numbers of two bytes.
INLINE_VECTORS Wholes dot2(Wholes sum, Wholes a, Wholes b) { return _mm512_dpwssd_epi32(sum, a, b); }
INLINE_VECTORS Wholes signed_bytes(const uint8_t *at) {
    return _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at)));
}

INLINE_VECTORS Floats halves(const uint8_t *at) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(at)));
}
INLINE_VECTORS Floats every(float number) { return _mm512_set1_ps(number); }
INLINE_VECTORS Floats floats(Wholes a) { return _mm512_cvtepi32_ps(a); }
INLINE_VECTORS Floats times(Floats a, Floats b) { return _mm512_mul_ps(a, b); }
INLINE_VECTORS Floats add_product(Floats sum, Floats a, Floats b) { return _mm512_fmadd_ps(a, b, sum); }
INLINE_VECTORS Floats take_product(Floats sum, Floats a, Floats b) { return _mm512_fnmadd_ps(a, b, sum); }
INLINE_VECTORS void store(float *to, Floats a) { _mm512_storeu_ps(to, a); }

}  // namespace cllama::avx512
