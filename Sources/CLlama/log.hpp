#pragma once
#include <cstddef>
#include <cstdint>

#include "ggml.h"

namespace cllama {

/// Receives the engine's log; keeps the last warnings and errors.
void log_line(ggml_log_level level, const char *text, void *user);
int64_t log_mark();
size_t log_copy(int64_t mark, char *out, size_t capacity);

}  // namespace cllama
