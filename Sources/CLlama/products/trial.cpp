#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "../guard.hpp"
#include "CLlama.h"
#include "attention.hpp"
#include "format.hpp"
#include "ggml-cpu.h"

bool cllama_multiply(uint32_t type, int32_t lanes, float *weights, int64_t columns, int64_t rows, const float *tokens,
                     int32_t count, float *out) {
    return cllama::guarded(false, [&] {
        const cllama::Format *format = cllama::format_of(ggml_type(type), lanes);
        if (format == nullptr || columns % format->columns != 0 || rows % cllama::group_rows != 0) return false;
        const ggml_type kind = format->type;
        std::vector<uint8_t> file(ggml_row_size(kind, columns) * size_t(rows)), groups(file.size());
        ggml_quantize_chunk(kind, weights, file.data(), 0, rows, columns, nullptr);
        ggml_get_type_traits(kind)->to_float(file.data(), weights, rows * columns);

        const int64_t steps = columns / format->columns;
        const size_t token_bytes = size_t(steps) * format->token_bytes, group_bytes = format->group_bytes(steps);
        const std::unique_ptr<uint8_t, decltype(&std::free)> rounded(
            static_cast<uint8_t *>(std::aligned_alloc(64, (token_bytes * size_t(count) + 63) / 64 * 64)), std::free);
        for (int32_t token = 0; token < count; ++token)
            format->round(tokens + token * columns, steps, rounded.get() + size_t(token) * token_bytes);
        for (int64_t group = 0; group < rows / cllama::group_rows; ++group) {
            const size_t at = size_t(group) * group_bytes;
            format->arrange(file.data() + at, steps, groups.data() + at);
            for (int32_t token = 0; token < count; token += format->at_once) {
                float *to[cllama::most_at_once];
                const int some = std::min(format->at_once, count - token);
                for (int t = 0; t < some; ++t) to[t] = out + (token + t) * rows + group * cllama::group_rows;
                format->multiply(groups.data() + at, rounded.get() + size_t(token) * token_bytes, steps, some, to);
            }
        }
        return true;
    });
}

bool cllama_attend(cllama_attention_shape shape, const float *queries, const float *keys, const float *values,
                   const bool *seen, int32_t threads, float *out) {
    return cllama::guarded(false, [&] {
        const auto [tokens, heads, cells, key_heads, width] = shape;
        const size_t numbers = size_t(width) * (2 * size_t(tokens * heads) + 2 * size_t(cells * key_heads)) + size_t(tokens * cells);
        const ggml_init_params room = {numbers * sizeof(float) + (size_t(1) << 20), nullptr, false};
        const std::unique_ptr<ggml_context, decltype(&ggml_free)> context(ggml_init(room), ggml_free);
        ggml_tensor *query = ggml_new_tensor_3d(context.get(), GGML_TYPE_F32, width, tokens, heads);
        ggml_tensor *key = ggml_new_tensor_3d(context.get(), GGML_TYPE_F16, width, cells, key_heads);
        ggml_tensor *value = ggml_new_tensor_3d(context.get(), GGML_TYPE_F16, width, cells, key_heads);
        ggml_tensor *mask = ggml_new_tensor_2d(context.get(), GGML_TYPE_F16, cells, tokens);
        std::memcpy(query->data, queries, ggml_nbytes(query));
        ggml_fp32_to_fp16_row(keys, static_cast<ggml_fp16_t *>(key->data), ggml_nelements(key));
        ggml_fp32_to_fp16_row(values, static_cast<ggml_fp16_t *>(value->data), ggml_nelements(value));
        for (int64_t i = 0; i < ggml_nelements(mask); ++i)
            static_cast<ggml_fp16_t *>(mask->data)[i] = ggml_fp32_to_fp16(seen[i] ? 0 : -INFINITY);
        ggml_tensor *mixed = ggml_flash_attn_ext(context.get(), query, key, value, mask, 1 / std::sqrt(float(width)), 0, 0);
        ggml_cgraph *graph = ggml_new_graph(context.get());
        ggml_build_forward_expand(graph, mixed);
        ggml_cplan plan = ggml_graph_plan(graph, threads, nullptr);
        std::vector<uint8_t> work(plan.work_size);
        plan.work_data = work.data();
        if (ggml_graph_compute(graph, &plan) != GGML_STATUS_SUCCESS) return false;
        std::memcpy(out, mixed->data, ggml_nbytes(mixed));
        return cllama::attention_fits(mixed);
    });
}
