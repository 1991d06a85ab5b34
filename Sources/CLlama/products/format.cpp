#include "format.hpp"

#include <algorithm>
#include <cstring>

#include "../../CE5/vectors.hpp"

namespace cllama {
namespace {

/// Copies some bytes of each row's step side by side.
template <size_t Bytes>
void interleave(const uint8_t *rows, size_t row_bytes, uint8_t *out) {
    for (int64_t row = 0; row < group_rows; ++row) std::memcpy(out + Bytes * size_t(row), rows + size_t(row) * row_bytes, Bytes);
}

/// By registers of so many lanes; null where the processor hasn't such.
const Formats *formats(int lanes) {
#if defined(__x86_64__)
    if (lanes == 16 && has_vnni()) return &avx512_formats();
    if (lanes == 8 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c"))
        return &avx2_formats();
#endif
    return nullptr;
}

const Formats *formats() {
    static const Formats *const widest = formats(16) != nullptr ? formats(16) : formats(8);
    return widest;
}

const Format *format_of(ggml_type type, const Formats *formats) {
    if (formats == nullptr) return nullptr;
    const auto *found = std::find_if(formats->begin(), formats->end(), [&](const Format &format) { return format.type == type; });
    return found == formats->end() ? nullptr : found;
}

}  // namespace

void arrange_q4(const uint8_t *rows, int64_t steps, uint8_t *group) {
    const size_t row = size_t(steps) * q4_bytes;
    for (; steps > 0; --steps, rows += q4_bytes, group += q4_group) {
        interleave<2>(rows, row, group);
        interleave<2>(rows + 2, row, group + 32);
        for (size_t i = 0; i < 3; ++i) interleave<4>(rows + 4 + 4 * i, row, group + 64 + 64 * i);
        for (size_t i = 0; i < 32; ++i) interleave<4>(rows + 16 + 4 * i, row, group + 256 + 64 * i);
    }
}

void arrange_q6(const uint8_t *rows, int64_t steps, uint8_t *group) {
    const size_t row = size_t(steps) * q6_bytes;
    uint8_t *last = group + size_t(steps) * q6_step;
    for (; steps > 0; --steps, rows += q6_bytes, group += q6_step, last += 32) {
        // In the file: four bits of two times 128 columns, their two upper bits, sixteen scales, a half.
        for (size_t quarter = 0; quarter < 4; ++quarter)
            for (size_t quad = 0; quad < 4; ++quad) {
                const size_t half = quarter / 2, at = 16 * (quarter % 2) + 4 * quad;
                uint8_t *out = group + 64 * (12 * quarter + quad);
                interleave<4>(rows + 128 + 32 * half + at, row, out);
                interleave<4>(rows + 64 * half + at, row, out + 256);
                interleave<4>(rows + 64 * half + 32 + at, row, out + 512);
            }
        for (size_t i = 0; i < 16; ++i) interleave<1>(rows + 192 + i, row, group + 3072 + 16 * i);
        interleave<2>(rows + 208, row, last);
    }
}

void arrange_q41(const uint8_t *rows, int64_t steps, uint8_t *group) {
    const size_t row = size_t(steps) * q41_bytes;
    for (; steps > 0; --steps, rows += q41_bytes, group += q41_group) {
        for (size_t i = 0; i < 4; ++i) interleave<4>(rows + 4 + 4 * i, row, group + 64 * i);
        interleave<2>(rows, row, group + 256);
        interleave<2>(rows + 2, row, group + 288);
    }
}

void arrange_q8(const uint8_t *rows, int64_t steps, uint8_t *group) {
    const size_t row = size_t(steps) * q8_bytes;
    for (; steps > 0; --steps, rows += q8_bytes, group += q8_group) {
        for (size_t i = 0; i < 8; ++i) interleave<4>(rows + 2 + 4 * i, row, group + 64 * i);
        interleave<2>(rows, row, group + 512);
    }
}

bool has_formats() { return formats() != nullptr; }

const Format *format_of(ggml_type type, int lanes) { return format_of(type, formats(lanes)); }

const Format *format_of(const ggml_tensor *weights) {
    const Format *format = format_of(weights->type, formats());
    const bool fits = format != nullptr && ggml_n_dims(weights) == 2 && weights->ne[1] % group_rows == 0 &&
                      weights->ne[0] % format->columns == 0;
    return fits ? format : nullptr;
}

}  // namespace cllama
