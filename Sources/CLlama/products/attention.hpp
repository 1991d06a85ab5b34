#pragma once
#include <cstddef>

#include "engine.hpp"

namespace cllama {

/// Attention over the cache (flash attention, Dao et al. 2022) in which each token's sums depend neither on the tokens that are
/// computed with it, nor on the number of threads, nor on what lies between them in the cache: the keys that a token sees are
/// taken in spans of a fixed length, in the order of their cells, and the spans' results are put together in their order.
bool attention_is_ours();
bool attention_fits(const ggml_tensor *op);
size_t attention_space(const ggml_tensor *op, int threads);
void attention(const ggml_compute_params &params, ggml_tensor *op);

}  // namespace cllama
