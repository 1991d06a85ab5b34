// Products of weights and tokens, in which each token's sums don't depend on how many tokens are computed with it.
//
// Weights are kept in groups of sixteen rows, a row for each lane of a register, so that what is loaded and unpacked once
// serves all tokens of a step, and a group is as large as its rows were in the file. Tokens are rounded to bytes, as the
// engine does it for these weights. The whole numbers' sums are exact; the few of floats are made in the order of columns.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "ggml.h"

namespace cllama {

/// Rows of a group.
constexpr int64_t group_rows = 16;
/// Tokens that any format computes at once.
constexpr int most_at_once = 8;

/// How one type of weights is computed. Steps are the columns that share a scale of the token.
struct Format {
    ggml_type type;
    /// Columns of a step.
    int64_t columns;
    /// Of one row and step in the file, and of one token's step.
    size_t file_bytes, token_bytes;
    /// Tokens that are computed at once.
    int at_once;

    /// Makes a group of sixteen rows that lie one after the other as in the file.
    void (*arrange)(const uint8_t *rows, int64_t steps, uint8_t *group);
    /// Rounds one token's steps to bytes. Where a number isn't finite, none of the step's products is.
    void (*round)(const float *columns, int64_t steps, uint8_t *token);
    /// Writes the products of a group and each of up to `at_once` tokens, whose steps follow one another.
    void (*multiply)(const uint8_t *group, const uint8_t *tokens, int64_t steps, int count, float *const *out);

    size_t group_bytes(int64_t steps) const { return size_t(group_rows * steps) * file_bytes; }
};

using Formats = std::array<Format, 4>;

/// Whether this processor can compute any.
bool has_formats();

/// The format for a matrix, or null where there is none for its type, its shape or this processor.
const Format *format_of(const ggml_tensor *weights);

/// The format for a type of weights by registers of so many lanes, or null.
const Format *format_of(ggml_type type, int lanes);

const Formats &avx512_formats();
const Formats &avx2_formats();

/// A token's 256 columns.
struct alignas(64) Token256 {
    int8_t bytes[256];
    /// -32 times the sum of each sixteen bytes, since six-bit weights are multiplied as 0 to 63.
    int32_t offsets[16];
    /// The sums of thirty-two bytes each, in pairs as the least values of four-bit weights come out of their words.
    int16_t sums[8];
    float scale;
};

/// A token's 32 columns.
struct Token32 {
    int8_t bytes[32];
    /// -128 times the bytes' sum, where signed weights are multiplied as 0 to 255.
    int32_t offset;
    /// And the sum of what the bytes stand for.
    float scale, sum;
};

// Q4_K: of the file's step a group has the halves of sixteen rows (scale, least value), their three words of six-bit numbers,
// and 32 times four bytes of each.
constexpr size_t q4_bytes = 144, q4_group = group_rows * q4_bytes;
void arrange_q4(const uint8_t *rows, int64_t steps, uint8_t *group);

// Q6_K: four times what is read one after the other, the processor foresees only that: four times four bytes with two bits each,
// eight times four bytes with four. Then sixteen scales. The halves of all steps come last, so that the rest stays aligned.
constexpr size_t q6_bytes = 210, q6_step = 3328;
void arrange_q6(const uint8_t *rows, int64_t steps, uint8_t *group);

// Q4_1: four times four bytes, the scales, the least values.
constexpr size_t q41_bytes = 20, q41_group = group_rows * q41_bytes;
void arrange_q41(const uint8_t *rows, int64_t steps, uint8_t *group);

// Q8_0: eight times four bytes, the scales.
constexpr size_t q8_bytes = 34, q8_group = group_rows * q8_bytes;
void arrange_q8(const uint8_t *rows, int64_t steps, uint8_t *group);

}  // namespace cllama
