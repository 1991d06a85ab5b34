#include "attention.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "vectors.hpp"

#if defined(__x86_64__)

namespace {

/// Columns of a head.
constexpr int64_t columns = 32;
/// Keys that are compared at once: the lanes of a register.
constexpr int64_t lanes = 16;
/// Tokens that are computed at once: with more, their sums no longer fit the registers.
constexpr int64_t most = 8;

/// One head's part of a text's queries, keys and values; a token's follows `width` numbers after the one before it.
struct Head {
    const float *query, *key, *value;
    float *out;
    int64_t tokens, width;

    int64_t blocks() const { return (tokens + lanes - 1) / lanes; }

    /// In blocks of 16 keys, each column's numbers side by side; empty keys are zero.
    void arrange(float *keys) const {
        std::fill(keys + (blocks() - 1) * columns * lanes, keys + blocks() * columns * lanes, 0.0f);
        for (int64_t token = 0; token < tokens; ++token)
            for (int64_t at = 0; at < columns; ++at)
                keys[(token / lanes * columns + at) * lanes + token % lanes] = key[token * width + at];
    }

    /// How well each key fits eight tokens' queries, a row for each token. Beyond the text's end its last one is taken again.
    WITH_VNNI void compare(int64_t first, const float *keys, float *fit) const {
        const float scale = 1 / std::sqrt(float(columns));
        float queries[columns * most];
        for (int64_t t = 0; t < most; ++t)
            for (int64_t at = 0; at < columns; ++at)
                queries[at * most + t] = query[std::min(first + t, tokens - 1) * width + at] * scale;
        for (int64_t block = 0; block < blocks(); ++block) {
            __m512 sums[most];
            for (int64_t t = 0; t < most; ++t) sums[t] = _mm512_setzero_ps();
            for (int64_t at = 0; at < columns; ++at) {
                const __m512 sixteen = _mm512_loadu_ps(keys + (block * columns + at) * lanes);
                for (int64_t t = 0; t < most; ++t)
                    sums[t] = _mm512_fmadd_ps(sixteen, _mm512_set1_ps(queries[at * most + t]), sums[t]);
            }
            const int64_t left = std::min(tokens - block * lanes, lanes);
            const __mmask16 empty = __mmask16(~((1u << left) - 1));
            for (int64_t t = 0; t < most; ++t)
                _mm512_storeu_ps(fit + (t * blocks() + block) * lanes,
                                 _mm512_mask_mov_ps(sums[t], empty, _mm512_set1_ps(-INFINITY)));
        }
    }

    /// Makes weights of a row of fits. Returns what they are to be multiplied by, so that they sum up to one.
    WITH_VNNI float weigh(float *fit) const {
        __m512 best = _mm512_loadu_ps(fit);
        for (int64_t block = 1; block < blocks(); ++block) best = _mm512_max_ps(best, _mm512_loadu_ps(fit + block * lanes));
        const __m512 largest = _mm512_set1_ps(_mm512_reduce_max_ps(best));
        __m512 sum = _mm512_setzero_ps();
        for (int64_t block = 0; block < blocks(); ++block) {
            const __m512 weight = exponential(_mm512_sub_ps(_mm512_loadu_ps(fit + block * lanes), largest));
            sum = _mm512_add_ps(sum, weight);
            _mm512_storeu_ps(fit + block * lanes, weight);
        }
        return 1 / _mm512_reduce_add_ps(sum);
    }

    /// Mixes the values for eight tokens.
    WITH_VNNI void mix(int64_t first, const float *weights, const float *factors) const {
        const int64_t row = blocks() * lanes;
        __m512 left[most], right[most];
        for (int64_t t = 0; t < most; ++t) left[t] = right[t] = _mm512_setzero_ps();
        for (int64_t token = 0; token < tokens; ++token) {
            const __m512 one = _mm512_loadu_ps(value + token * width);
            const __m512 other = _mm512_loadu_ps(value + token * width + lanes);
            for (int64_t t = 0; t < most; ++t) {
                const __m512 weight = _mm512_set1_ps(weights[t * row + token]);
                left[t] = _mm512_fmadd_ps(one, weight, left[t]);
                right[t] = _mm512_fmadd_ps(other, weight, right[t]);
            }
        }
        for (int64_t t = 0; t < std::min(most, tokens - first); ++t) {
            float *to = out + (first + t) * width;
            _mm512_storeu_ps(to, _mm512_mul_ps(left[t], _mm512_set1_ps(factors[t])));
            _mm512_storeu_ps(to + lanes, _mm512_mul_ps(right[t], _mm512_set1_ps(factors[t])));
        }
    }

    void compute() const {
        thread_local std::vector<float> keys, fit;
        keys.resize(size_t(blocks() * lanes * columns));
        fit.resize(size_t(blocks() * lanes * most));
        arrange(keys.data());
        for (int64_t first = 0; first < tokens; first += most) {
            compare(first, keys.data(), fit.data());
            float factors[most];
            for (int64_t t = 0; t < most; ++t) factors[t] = weigh(fit.data() + t * blocks() * lanes);
            mix(first, fit.data(), factors);
        }
    }
};

void run(ggml_tensor *out, int part, int parts, void *) {
    const auto numbers = [&](int source) { return static_cast<const float *>(out->src[source]->data); };
    const int64_t width = out->ne[0], heads = width / columns;
    for (int64_t head = heads * part / parts; head < heads * (part + 1) / parts; ++head) {
        const int64_t at = head * columns;
        Head{numbers(0) + at, numbers(1) + at, numbers(2) + at, static_cast<float *>(out->data) + at, out->ne[1], width}
            .compute();
    }
}

}  // namespace

bool attention::fits(int64_t width, int64_t heads) { return width == heads * columns && has_vnni(); }

ggml_tensor *attention::node(ggml_context *context, ggml_tensor *query, ggml_tensor *key, ggml_tensor *value) {
    ggml_tensor *sources[] = {query, key, value};
    return ggml_custom_4d(context, GGML_TYPE_F32, query->ne[0], query->ne[1], 1, 1, sources, 3, run, GGML_N_TASKS_MAX,
                          nullptr);
}

#else

bool attention::fits(int64_t, int64_t) { return false; }
ggml_tensor *attention::node(ggml_context *, ggml_tensor *, ggml_tensor *, ggml_tensor *value) { return value; }

#endif
