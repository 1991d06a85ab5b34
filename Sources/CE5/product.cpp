#include "product.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "vectors.hpp"

namespace {

/// Columns that share a scale, in the file's weights (Q4_0) and in the activations.
constexpr int64_t width = 32;
/// Rows that are computed at once: the lanes of a register.
constexpr int64_t lanes = 16;
/// Tokens that are computed at once: with more, their sums no longer fit the registers.
constexpr int most = 8;

/// The file's block: a half-precision scale, then 32 numbers from 0 to 15 that stand for -8 to 7, two a byte.
struct Packed {
    ggml_fp16_t scale;
    uint8_t pairs[width / 2];
};
static_assert(sizeof(Packed) == 18);

}  // namespace

Product::Product(const void *weights, int64_t columns, int64_t rows, const float *bias, bool gelu)
    : columns(columns), rows(rows), bias(bias), gelu(gelu), blocks(size_t(rows / lanes * (columns / width))) {
    const int64_t count = columns / width;
    for (int64_t row = 0; row < rows; ++row)
        for (int64_t at = 0; at < count; ++at) {
            Packed packed;
            std::memcpy(&packed, static_cast<const uint8_t *>(weights) + (row * count + at) * sizeof(Packed), sizeof(Packed));
            Block &block = blocks[size_t(row / lanes * count + at)];
            const int64_t lane = row % lanes;
            block.scales[lane] = ggml_fp16_to_fp32(packed.scale);
            for (int quad = 0; quad < 4; ++quad) std::memcpy(&block.quads[quad][lane * 4], &packed.pairs[quad * 4], 4);
        }
}

ggml_tensor *Product::node(ggml_context *context, ggml_tensor *x) const {
    return ggml_custom_4d(context, GGML_TYPE_F32, rows, x->ne[1], 1, 1, &x, 1, run, GGML_N_TASKS_MAX,
                          const_cast<Product *>(this));
}

void Product::run(ggml_tensor *out, int part, int parts, void *product) {
    static_cast<const Product *>(product)->compute(out->src[0], out, part, parts);
}

#if defined(__x86_64__)

bool Product::fits(int64_t columns, int64_t rows) {
    return columns % width == 0 && rows % lanes == 0 && has_vnni();
}

namespace {

/// GELU as the model was trained with it (Hendrycks and Gimpel 2016), with the error function within 1.5e-7 (Abramowitz and
/// Stegun 1964, 7.1.26).
WITH_VNNI inline __m512 gelu_of(__m512 x) {
    const __m512 one = _mm512_set1_ps(1);
    const __m512 t = _mm512_abs_ps(_mm512_mul_ps(x, _mm512_set1_ps(0.70710678f)));
    const __m512 k = _mm512_div_ps(one, _mm512_fmadd_ps(t, _mm512_set1_ps(0.3275911f), one));
    __m512 sum = _mm512_set1_ps(1.061405429f);
    for (float factor : {-1.453152027f, 1.421413741f, -0.284496736f, 0.254829592f})
        sum = _mm512_fmadd_ps(sum, k, _mm512_set1_ps(factor));
    const __m512 rest = _mm512_mul_ps(_mm512_mul_ps(sum, k), exponential(_mm512_fnmadd_ps(t, t, _mm512_setzero_ps())));
    // Half of what is left of one beside the tail; the tail alone where x is negative.
    const __m512 share = _mm512_mul_ps(rest, _mm512_set1_ps(0.5f));
    const __mmask16 is_negative = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ);
    return _mm512_mul_ps(x, _mm512_mask_mov_ps(_mm512_sub_ps(one, share), is_negative, share));
}

/// Tokens as bytes. Each block of 32 has a scale, and an offset: -8 times the sum of its bytes, since the weights are
/// multiplied as 0 to 15.
struct Activations {
    std::vector<int8_t> bytes;
    std::vector<float> scales;
    std::vector<int32_t> offsets;

    WITH_VNNI void take(const float *x, int64_t count) {
        bytes.resize(size_t(count));
        scales.resize(size_t(count / width));
        offsets.resize(size_t(count / width));
        for (int64_t at = 0; at < count / width; ++at) {
            const __m512 one = _mm512_loadu_ps(x + at * width), other = _mm512_loadu_ps(x + at * width + lanes);
            const float largest = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(one), _mm512_abs_ps(other)));
            const __m512 factor = _mm512_set1_ps(largest > 0 ? 127 / largest : 0);
            const __m512i first = _mm512_cvtps_epi32(_mm512_mul_ps(one, factor));
            const __m512i second = _mm512_cvtps_epi32(_mm512_mul_ps(other, factor));
            _mm_storeu_si128(reinterpret_cast<__m128i *>(&bytes[size_t(at * width)]), _mm512_cvtepi32_epi8(first));
            _mm_storeu_si128(reinterpret_cast<__m128i *>(&bytes[size_t(at * width + lanes)]), _mm512_cvtepi32_epi8(second));
            scales[size_t(at)] = largest / 127;
            offsets[size_t(at)] = -8 * _mm512_reduce_add_epi32(_mm512_add_epi32(first, second));
        }
    }
};

}  // namespace

template <int Tokens>
WITH_VNNI void Product::tile(const Block *group, const int8_t *x, const float *scales, const int32_t *offsets, int64_t row,
                             float *out) const {
    const int64_t count = columns / width;
    const __m512i low = _mm512_set1_epi8(15);
    __m512 sums[Tokens];
    for (int t = 0; t < Tokens; ++t) sums[t] = _mm512_loadu_ps(bias + row);
    for (int64_t at = 0; at < count; ++at) {
        const Block &block = group[at];
        __m512i weights[8];
        for (int quad = 0; quad < 4; ++quad) {
            const __m512i both = _mm512_load_si512(block.quads[quad]);
            weights[quad] = _mm512_and_si512(both, low);
            weights[quad + 4] = _mm512_and_si512(_mm512_srli_epi16(both, 4), low);
        }
        const __m512 scale = _mm512_load_ps(block.scales);
        for (int t = 0; t < Tokens; ++t) {
            const int8_t *bytes = x + t * columns + at * width;
            __m512i sum = _mm512_set1_epi32(offsets[t * count + at]);
            for (int quad = 0; quad < 8; ++quad) {
                int32_t four;
                std::memcpy(&four, bytes + quad * 4, 4);
                sum = _mm512_dpbusd_epi32(sum, weights[quad], _mm512_set1_epi32(four));
            }
            const __m512 both = _mm512_mul_ps(scale, _mm512_set1_ps(scales[t * count + at]));
            sums[t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), both, sums[t]);
        }
    }
    for (int t = 0; t < Tokens; ++t) _mm512_storeu_ps(out + t * rows + row, gelu ? gelu_of(sums[t]) : sums[t]);
}

void Product::compute(const ggml_tensor *x, ggml_tensor *out, int part, int parts) const {
    const int64_t tokens = x->ne[1], count = columns / width;
    // Every thread makes its own: that is a hundredth of the work, and waiting for each other costs more.
    thread_local Activations activations;
    activations.take(static_cast<const float *>(x->data), tokens * columns);
    const int8_t *bytes = activations.bytes.data();
    const float *scales = activations.scales.data();
    const int32_t *offsets = activations.offsets.data();
    float *to = static_cast<float *>(out->data);
    using Tile = void (Product::*)(const Block *, const int8_t *, const float *, const int32_t *, int64_t, float *) const;
    static constexpr Tile tiles[most] = {&Product::tile<1>, &Product::tile<2>, &Product::tile<3>, &Product::tile<4>,
                                         &Product::tile<5>, &Product::tile<6>, &Product::tile<7>, &Product::tile<8>};
    const int64_t groups = rows / lanes;
    for (int64_t group = groups * part / parts; group < groups * (part + 1) / parts; ++group) {
        const Block *weights = &blocks[size_t(group * count)];
        for (int64_t token = 0; token < tokens; token += most) {
            const Tile tile = tiles[std::min<int64_t>(most, tokens - token) - 1];
            (this->*tile)(weights, bytes + token * columns, scales + token * count, offsets + token * count, group * lanes,
                          to + token * rows);
        }
    }
}

#else

bool Product::fits(int64_t, int64_t) { return false; }
void Product::compute(const ggml_tensor *, ggml_tensor *, int, int) const {}

#endif
