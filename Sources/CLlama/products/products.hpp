#pragma once
#include "llama.h"

namespace cllama {

// The engine keeps weights in our formats, where there is one for them, and computes so that a token's sums are what they are
// alone, with up to CLLAMA_MOST_OUTPUTS tokens.

/// Names how this processor's products are computed: the cache's keys and values come of them. Empty: by the engine alone.
const char *products_name();

/// Whether all of a model's products are computed so.
bool sums_alike(const llama_model *model);

/// Bytes of the weights that don't lie in the file's memory.
size_t arranged_bytes(const llama_model *model);

}  // namespace cllama
