#ifndef CE5_ENCODER_H
#define CE5_ENCODER_H

// The encoder of multilingual-e5-small (a BERT with weights of four bits), computed by the engine's kernels and, on
// processors with AVX-512 VNNI, by products and an attention of our own. Reading and checking the file, and cutting a text
// into tokens, are Swift's.

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ce5_encoder ce5_encoder;

typedef struct {
    int32_t width;
    int32_t layers;
    int32_t heads;
    /// Width between the two products of a layer's feed-forward part.
    int32_t inner;
    int32_t words;
    int32_t positions;
    float epsilon;
} ce5_shape;

/// Tensors before the layers, and in each layer; their order is that of `ce5_encoder_new`'s `offsets`:
/// words, positions, type, norm weight and bias; then per layer weight and bias of: query, key, value, attention
/// output, its norm, inner, outer, its norm.
enum { CE5_TENSORS_BEFORE = 5, CE5_TENSORS_A_LAYER = 16 };

/// Maps the file and takes the weights at `offsets` in it; NULL: it can't be mapped, or no memory.
/// Offsets are multiples of 4, and each tensor lies within the file: the caller has checked that. `by_engine`: nothing but
/// the engine's kernels computes, as on processors without AVX-512 VNNI; to compare with.
ce5_encoder *ce5_encoder_new(ce5_shape shape, const char *path, const uint64_t *offsets, bool by_engine);
void ce5_encoder_free(ce5_encoder *encoder);

/// The mean of the last layer over at most `positions` tokens, each less than `words`; `width` numbers. Several
/// callers may compute at once, each with as many threads as it says. False: no memory.
bool ce5_encode(const ce5_encoder *encoder, const int32_t *tokens, int32_t count, int32_t threads, float *mean);

#ifdef __cplusplus
}
#endif

#endif
