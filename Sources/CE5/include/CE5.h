#pragma once

#include "encoder.h"

/* The dot products of one query with every row of a matrix of bytes, each row with its scale. */
void ce5_scores(const signed char *rows, const float *scales, long count, int dimension, const float *query,
                float *scores);

/* How well the signs in each sketch of `words` times 64 bits fit a query of four bit planes. */
void ce5_sketch_scores(const unsigned long long *sketches, long count, int words, const unsigned long long *planes,
                       short *scores);
