#pragma once

/* What Xinglin uses of e5.h, so that Swift needs no path to that header. See there for the meaning. */

typedef struct ce5_model ce5_model;

ce5_model *ce5_load(const char *path);
void ce5_free(ce5_model *model);
int ce5_dimension(const ce5_model *model);
int ce5_embed(ce5_model *model, const char *text, int is_query, float *vector);
int ce5_embed_batch(ce5_model *model, const char *const *texts, int count, int is_query, float *vectors);

/* The dot products of one query with every row of a matrix. */
void ce5_scores(const float *rows, long count, int dimension, const float *query, float *scores);
