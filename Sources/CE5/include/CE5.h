#pragma once

/* What Xinglin uses of e5.h, so that Swift needs no path to that header. See there for the meaning. */

typedef struct ce5_model ce5_model;

ce5_model *ce5_load(const char *path);
void ce5_free(ce5_model *model);
int ce5_dimension(const ce5_model *model);
int ce5_embed(ce5_model *model, const char *text, int is_query, float *vector);
int ce5_embed_batch(ce5_model *model, const char *const *texts, int count, int is_query, float *vectors);

/* The dot products of one query with every row of a matrix of bytes, each row with its scale. */
void ce5_scores(const signed char *rows, const float *scales, long count, int dimension, const float *query,
                float *scores);

/* How well the signs in each sketch of `words` times 64 bits fit a query of four bit planes. */
void ce5_sketch_scores(const unsigned long long *sketches, long count, int words, const unsigned long long *planes,
                       short *scores);
