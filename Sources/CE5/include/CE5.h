#pragma once

#include "encoder.h"

/* The dot products of one query with every row of a matrix. */
void ce5_scores(const float *rows, long count, int dimension, const float *query, float *scores);
