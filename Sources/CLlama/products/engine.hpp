#pragma once
#include "engine/ggml-backend-impl.h"
#include "engine/traits.h"

// The engine's, exported by its libraries without a header of their own.
extern "C" {
void ggml_compute_forward_flash_attn_ext(const ggml_compute_params *params, ggml_tensor *op);
void ggml_barrier(ggml_threadpool *pool);
void ggml_threadpool_chunk_set(ggml_threadpool *pool, int value);
int ggml_threadpool_chunk_add(ggml_threadpool *pool, int value);
}

namespace cllama {

/// Shares `count` pieces of work among the threads that compute an operation: whoever is done takes the next one.
template <typename Work>
void share(const ggml_compute_params &params, int count, Work work) {
    if (params.ith == 0) ggml_threadpool_chunk_set(params.threadpool, params.nth);
    ggml_barrier(params.threadpool);
    for (int at = params.ith; at < count; at = ggml_threadpool_chunk_add(params.threadpool, 1)) work(at);
}

}  // namespace cllama
