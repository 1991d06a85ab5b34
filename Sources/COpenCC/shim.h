#pragma once
#include <opencc/opencc.h>
#include <stdint.h>

/* OpenCC says "no such configuration" by the handle -1. */
static inline void *copencc_open(const char *configuration) {
    opencc_t handle = opencc_open(configuration);
    return (intptr_t)handle == -1 ? NULL : handle;
}

/* To be freed with opencc_convert_utf8_free; NULL where it failed. */
static inline char *copencc_convert(void *handle, const char *bytes, size_t count) {
    return opencc_convert_utf8(handle, bytes, count);
}
