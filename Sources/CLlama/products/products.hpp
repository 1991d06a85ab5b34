#pragma once
#include "llama.h"

namespace cllama {

/// Lets the engine keep weights in our formats, where there is one for them, and compute steps of a few tokens so that each
/// token's sums are what they are alone. Has to come before the first model is loaded.
void add_products();

/// Names how this processor's products are computed: the cache's keys and values come of them. Empty: by the engine alone.
const char *products_name();

/// Whether all of a model's products are computed so.
bool sums_alike(const llama_model *model);

/// Bytes of the weights that don't lie in the file's memory.
size_t arranged_bytes(const llama_model *model);

}  // namespace cllama
