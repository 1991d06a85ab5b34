#pragma once

#include <cstdint>
#include <vector>

#include "ggml.h"

/// A layer's product with four-bit weights, and what follows it, for processors that multiply bytes by the dozen
/// (AVX-512 VNNI): activations as bytes in blocks of 32, as the engine's own kernels have them, weights as they are
/// unpacked least. The engine's kernels reach a tenth of what such a processor can do at a question's few tokens.
class Product {
public:
    /// Whether this processor has it, and it has this shape.
    static bool fits(int64_t columns, int64_t rows);

    /// `weights` are Q4_0, `rows` rows of `columns`; `bias`, of `rows` numbers, must outlive it.
    Product(const void *weights, int64_t columns, int64_t rows, const float *bias, bool gelu);

    /// The node that computes it for `x`, [columns, tokens]: [rows, tokens].
    ggml_tensor *node(ggml_context *context, ggml_tensor *x) const;

private:
    /// Sixteen rows' weights at 32 columns.
    struct alignas(64) Block {
        float scales[16];
        /// Of each quad of columns: for each row four bytes, which hold that quad and the one 16 columns on.
        uint8_t quads[4][64];
    };

    int64_t columns, rows;
    const float *bias;
    bool gelu;
    std::vector<Block> blocks;

    template <int Tokens> void tile(const Block *group, const int8_t *x, const float *scales, const int32_t *offsets,
                                    int64_t row, float *out) const;
    void compute(const ggml_tensor *x, ggml_tensor *out, int part, int parts) const;
    static void run(ggml_tensor *out, int part, int parts, void *product);
};
