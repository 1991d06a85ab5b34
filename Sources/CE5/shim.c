#include "CE5.h"

#include <e5.h>

ce5_model *ce5_load(const char *path) { return (ce5_model *)e5_load(path); }

void ce5_free(ce5_model *model) { e5_free((e5_model *)model); }

int ce5_dimension(const ce5_model *model) { return e5_dim((const e5_model *)model); }

int ce5_embed(ce5_model *model, const char *text, int is_query, float *vector) {
    return e5_embed((e5_model *)model, text, is_query, vector);
}

int ce5_embed_batch(ce5_model *model, const char *const *texts, int count, int is_query, float *vectors) {
    return e5_embed_batch((e5_model *)model, (const char **)texts, count, is_query, vectors);
}
