#include <algorithm>
#include <memory>
#include <vector>

#include "CLlama.h"
#include "format.hpp"
#include "../guard.hpp"

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
