#pragma once

#include <cstdint>

#include "ggml.h"

/// What each token of a text takes from all of them, for processors with AVX-512 VNNI: in one node, read where the
/// products wrote it. By the engine's kernels, which want the heads rearranged and the keys padded, a text of 400 tokens
/// takes twice as long as a whole.
namespace attention {

/// Whether this processor has it, and it has heads of this width.
bool fits(int64_t width, int64_t heads);

/// The node that mixes `value` by the softmax of how well `key` fits `query`, in each head; all are [width, tokens].
ggml_tensor *node(ggml_context *context, ggml_tensor *query, ggml_tensor *key, ggml_tensor *value);

}  // namespace attention
