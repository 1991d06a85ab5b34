#include "attention.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "../../CE5/vectors.hpp"

#if defined(__x86_64__)

namespace cllama {
namespace {

constexpr int64_t lanes = 16;
/// Keys that are compared at once.
constexpr int64_t block = 2 * lanes;
/// Keys whose results are put together with those of the next ones.
constexpr int64_t span = 16 * block;
/// What the mask has for a cell of the cache that a token doesn't see: minus infinity. Where it sees it, it's zero.
constexpr uint16_t unseen = 0xfc00;
/// Rows, each one token's query in one head, that are computed at once: with more, their sums no longer fit the registers.
constexpr int64_t tile = 8;
/// Rows of a task: for all of them a block of keys is turned round once.
constexpr int64_t most_rows = 6 * tile;

/// What a row has come to: the largest score, and by it the sum of the weights (a part in each lane) and of the weighted values.
struct State {
    float *numbers;
    int64_t width;

    static int64_t size(int64_t width) { return width + 2 * lanes; }

    float &most() const { return numbers[0]; }
    float *weights() const { return numbers + lanes; }
    float *values() const { return numbers + 2 * lanes; }

    void clear() const {
        std::fill_n(numbers, size(width), 0.0f);
        most() = -INFINITY;
    }

    WITH_VNNI void scale(float factor) const {
        const __m512 by = _mm512_set1_ps(factor);
        for (float *at = weights(); at < values() + width; at += lanes)
            _mm512_storeu_ps(at, _mm512_mul_ps(_mm512_loadu_ps(at), by));
    }

    /// Adds what came after it.
    WITH_VNNI void add(State next) const {
        if (next.most() == -INFINITY) return;
        const float largest = std::max(most(), next.most());
        scale(std::exp(most() - largest));
        most() = largest;
        const __m512 by = _mm512_set1_ps(std::exp(next.most() - largest));
        for (float *at = weights(), *from = next.weights(); at < values() + width; at += lanes, from += lanes)
            _mm512_storeu_ps(at, _mm512_fmadd_ps(_mm512_loadu_ps(from), by, _mm512_loadu_ps(at)));
    }

    WITH_VNNI void write(float *out) const {
        const float sum = _mm512_reduce_add_ps(_mm512_loadu_ps(weights()));
        const __m512 by = _mm512_set1_ps(sum > 0 ? 1 / sum : 0);
        for (int64_t at = 0; at < width; at += lanes)
            _mm512_storeu_ps(out + at, _mm512_mul_ps(_mm512_loadu_ps(values() + at), by));
    }
};

template <typename Number = uint8_t>
const Number *place(const ggml_tensor *tensor, int64_t second, int64_t third) {
    return reinterpret_cast<const Number *>(static_cast<const char *>(tensor->data) + size_t(second) * tensor->nb[1] +
                                            size_t(third) * tensor->nb[2]);
}

WITH_VNNI inline __m512 sixteen(const ggml_fp16_t *at) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(at)));
}

/// Turns sixteen rows of sixteen numbers round.
WITH_VNNI inline void transpose(__m512 *rows) {
    __m512 other[16];
    for (int i = 0; i < 16; i += 2) {
        other[i] = _mm512_unpacklo_ps(rows[i], rows[i + 1]);
        other[i + 1] = _mm512_unpackhi_ps(rows[i], rows[i + 1]);
    }
    for (int i = 0; i < 16; i += 4)
        for (int j = 0; j < 2; ++j) {
            const __m512d one = _mm512_castps_pd(other[i + j]), two = _mm512_castps_pd(other[i + j + 2]);
            rows[i + 2 * j] = _mm512_castpd_ps(_mm512_unpacklo_pd(one, two));
            rows[i + 2 * j + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(one, two));
        }
    // Each register holds one column of every fourth: four rows in each of its quarters.
    for (int i = 0; i < 4; ++i) {
        other[i] = _mm512_shuffle_f32x4(rows[i], rows[i + 4], 0x88);
        other[i + 4] = _mm512_shuffle_f32x4(rows[i], rows[i + 4], 0xdd);
        other[i + 8] = _mm512_shuffle_f32x4(rows[i + 8], rows[i + 12], 0x88);
        other[i + 12] = _mm512_shuffle_f32x4(rows[i + 8], rows[i + 12], 0xdd);
    }
    for (int i = 0; i < 4; ++i) {
        rows[i] = _mm512_shuffle_f32x4(other[i], other[i + 8], 0x88);
        rows[i + 8] = _mm512_shuffle_f32x4(other[i], other[i + 8], 0xdd);
        rows[i + 4] = _mm512_shuffle_f32x4(other[i + 4], other[i + 12], 0x88);
        rows[i + 12] = _mm512_shuffle_f32x4(other[i + 4], other[i + 12], 0xdd);
    }
}

/// The cells of the cache that tokens see, in their order; other sequences' cells lie between them.
struct Cells {
    std::vector<int32_t> places;

    WITH_VNNI void take(const uint16_t *mask, int64_t count) {
        places.resize(size_t(count) + lanes);
        int32_t *to = places.data();
        const __m512i counting = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        for (int64_t at = 0; at < count; at += lanes) {
            const auto there = __mmask16(count - at < lanes ? (1u << (count - at)) - 1 : 0xffff);
            const __m256i some = mask == nullptr ? _mm256_setzero_si256() : _mm256_maskz_loadu_epi16(there, mask + at);
            const __mmask16 seen = _mm256_mask_cmpneq_epi16_mask(there, some, _mm256_set1_epi16(int16_t(unseen)));
            const __m512i index = _mm512_add_epi32(_mm512_set1_epi32(int32_t(at)), counting);
            _mm512_mask_compressstoreu_epi32(to, seen, index);
            to += __builtin_popcount(seen);
        }
        places.resize(size_t(to - places.data()));
    }

    bool begins(const Cells &other) const {
        return places.size() <= other.places.size() && std::equal(places.begin(), places.end(), other.places.begin());
    }

    int64_t count() const { return int64_t(places.size()); }
};

/// Rows of a task whose tokens each see what the ones before see, and more.
struct Segment {
    int64_t first, end;
    /// The last token's.
    Cells cells;
    /// How many of them each row sees.
    std::array<int64_t, most_rows> counts;
};

/// One operation: every query head of a group looks at the same keys.
struct Attention {
    const ggml_tensor *op, *queries = op->src[0], *keys = op->src[1], *values = op->src[2], *mask = op->src[3];
    int64_t group = queries->ne[2] / keys->ne[2];
    int64_t rows_of_head = queries->ne[1] * group;
    int64_t tasks_of_head = (rows_of_head + most_rows - 1) / most_rows;
    int64_t spans = (keys->ne[1] + span - 1) / span;
    int64_t key_width = keys->ne[0], value_width = values->ne[0];
    int64_t state_size = State::size(value_width);

    int64_t tasks() const { return tasks_of_head * keys->ne[2]; }

    /// Where there are few rows, several threads take spans of the same ones.
    bool is_split(int threads) const { return spans > 1 && tasks() < 4 * threads; }

    /// Numbers that one thread needs for itself: queries, a block of keys turned round, a tile's weights, states of a task.
    int64_t own_size() const {
        return most_rows * key_width + block * key_width + tile * block + 2 * most_rows * state_size;
    }
    int64_t shared_size(int threads) const { return is_split(threads) ? tasks() * spans * most_rows * state_size : 0; }

    struct Row {
        int64_t token, head;
    };

    int64_t head_of(int64_t task) const { return task / tasks_of_head; }
    int64_t count_of(int64_t task) const {
        return std::min(most_rows, rows_of_head - task % tasks_of_head * most_rows);
    }
    Row row(int64_t task, int64_t at) const {
        const int64_t of_head = task % tasks_of_head * most_rows + at;
        return {of_head / group, head_of(task) * group + of_head % group};
    }

    State state(float *from, int64_t at) const { return {from + at * state_size, value_width}; }

    WITH_VNNI void take_queries(int64_t task, float *out) const {
        float scale;
        std::memcpy(&scale, op->op_params, sizeof scale);
        const __m512 by = _mm512_set1_ps(scale);
        for (int64_t at = 0; at < count_of(task); ++at) {
            const Row row = this->row(task, at);
            const float *query = place<float>(queries, row.token, row.head);
            for (int64_t i = 0; i < key_width; i += lanes)
                _mm512_storeu_ps(out + at * key_width + i, _mm512_mul_ps(_mm512_loadu_ps(query + i), by));
        }
    }

    /// Has a block of keys and values brought from memory: lying in pieces, they aren't foreseen.
    void prefetch(const Cells &cells, int64_t first, int64_t head) const {
        for (int64_t at = first; at < std::min(first + block, cells.count()); ++at)
            for (const ggml_tensor *tensor : {keys, values}) {
                const auto *from = place(tensor, cells.places[size_t(at)], head);
                for (int64_t byte = 0; byte < tensor->ne[0] * 2; byte += 64) __builtin_prefetch(from + byte);
            }
    }

    /// Lets keys lie side by side, column by column; those beyond the end are the last one again.
    WITH_VNNI void turn(const Cells &cells, int64_t first, int64_t head, float *out) const {
        for (int64_t half = 0; half < 2; ++half)
            for (int64_t column = 0; column < key_width; column += lanes) {
                __m512 rows[16];
                for (int64_t i = 0; i < lanes; ++i) {
                    const int64_t at = std::min(first + half * lanes + i, cells.count() - 1);
                    rows[i] = sixteen(place<ggml_fp16_t>(keys, cells.places[size_t(at)], head) + column);
                }
                transpose(rows);
                for (int64_t i = 0; i < lanes; ++i) _mm512_storeu_ps(out + (column + i) * block + half * lanes, rows[i]);
            }
    }

    /// Compares a tile's queries with a block of keys.
    template <int Rows>
    WITH_VNNI void compare(const float *queries, const float *turned, float *scores) const {
        __m512 left[Rows], right[Rows];
        for (int r = 0; r < Rows; ++r) left[r] = right[r] = _mm512_setzero_ps();
        for (int64_t i = 0; i < key_width; ++i) {
            const __m512 one = _mm512_loadu_ps(turned + i * block), other = _mm512_loadu_ps(turned + i * block + lanes);
            for (int r = 0; r < Rows; ++r) {
                const __m512 query = _mm512_set1_ps(queries[r * key_width + i]);
                left[r] = _mm512_fmadd_ps(one, query, left[r]);
                right[r] = _mm512_fmadd_ps(other, query, right[r]);
            }
        }
        for (int r = 0; r < Rows; ++r) {
            _mm512_storeu_ps(scores + r * block, left[r]);
            _mm512_storeu_ps(scores + r * block + lanes, right[r]);
        }
    }

    /// Makes weights of a row's scores with the `left` keys of a block that it sees, by the largest so far.
    WITH_VNNI void weigh(int64_t left, State state, float *scores) const {
        const __m512 lowest = _mm512_set1_ps(-INFINITY);
        const auto seen = left < block ? (uint32_t(1) << left) - 1 : ~uint32_t(0);
        const __mmask16 here = __mmask16(seen), there = __mmask16(seen >> lanes);
        const __m512 one = _mm512_mask_loadu_ps(lowest, here, scores);
        const __m512 other = _mm512_mask_loadu_ps(lowest, there, scores + lanes);
        const float largest = _mm512_reduce_max_ps(_mm512_max_ps(one, other));
        // What isn't a number becomes the largest, else a span of nothing else would be passed over as an empty one.
        if (!(largest <= state.most())) {
            state.scale(std::exp(state.most() - largest));
            state.most() = largest;
        }
        const __m512 most = _mm512_set1_ps(state.most());
        const __m512 first = _mm512_maskz_mov_ps(here, exponential(_mm512_sub_ps(one, most)));
        const __m512 second = _mm512_maskz_mov_ps(there, exponential(_mm512_sub_ps(other, most)));
        _mm512_storeu_ps(scores, first);
        _mm512_storeu_ps(scores + lanes, second);
        _mm512_storeu_ps(state.weights(), _mm512_add_ps(_mm512_loadu_ps(state.weights()), _mm512_add_ps(first, second)));
    }

    /// Adds a block's values by a tile's weights.
    template <int Rows>
    WITH_VNNI void mix(const Cells &cells, int64_t first, int64_t head, const float *weights, float *states) const {
        const int64_t count = std::min(block, cells.count() - first);
        for (int64_t column = 0; column < value_width; column += block) {
            __m512 left[Rows], right[Rows];
            for (int r = 0; r < Rows; ++r) {
                const float *sums = states + r * state_size + 2 * lanes + column;
                left[r] = _mm512_loadu_ps(sums);
                right[r] = _mm512_loadu_ps(sums + lanes);
            }
            for (int64_t i = 0; i < count; ++i) {
                const auto *value = place<ggml_fp16_t>(values, cells.places[size_t(first + i)], head) + column;
                const __m512 one = sixteen(value), other = sixteen(value + lanes);
                for (int r = 0; r < Rows; ++r) {
                    const __m512 weight = _mm512_set1_ps(weights[r * block + i]);
                    left[r] = _mm512_fmadd_ps(one, weight, left[r]);
                    right[r] = _mm512_fmadd_ps(other, weight, right[r]);
                }
            }
            for (int r = 0; r < Rows; ++r) {
                float *sums = states + r * state_size + 2 * lanes + column;
                _mm512_storeu_ps(sums, left[r]);
                _mm512_storeu_ps(sums + lanes, right[r]);
            }
        }
    }

    template <int Rows>
    void attend(const Segment &segment, int64_t at, int64_t first, int64_t head, const float *queries, const float *turned,
                float *scores, float *states) const {
        // Rows see more and more.
        if (segment.counts[size_t(at + Rows - 1)] <= first) return;
        compare<Rows>(queries + at * key_width, turned, scores);
        for (int r = 0; r < Rows; ++r) {
            const int64_t left = segment.counts[size_t(at + r)] - first;
            if (left > 0) weigh(left, state(states, at + r), scores + r * block);
            else std::fill_n(scores + r * block, block, 0.0f);
        }
        mix<Rows>(segment.cells, first, head, scores, states + at * state_size);
    }

    void attend(const Segment &segment, int64_t task, int64_t at_span, const float *queries, float *turned, float *scores,
                float *states) const {
        const int64_t head = head_of(task), end = std::min((at_span + 1) * span, segment.cells.count());
        prefetch(segment.cells, at_span * span, head);
        for (int64_t first = at_span * span; first < end; first += block) {
            prefetch(segment.cells, first + block, head);
            turn(segment.cells, first, head, turned);
            int64_t at = segment.first;
            for (; at + tile <= segment.end; at += tile) attend<tile>(segment, at, first, head, queries, turned, scores, states);
            for (; at + 6 <= segment.end; at += 6) attend<6>(segment, at, first, head, queries, turned, scores, states);
            for (; at + 3 <= segment.end; at += 3) attend<3>(segment, at, first, head, queries, turned, scores, states);
            for (; at < segment.end; ++at) attend<1>(segment, at, first, head, queries, turned, scores, states);
        }
    }

    void attend(const std::vector<Segment> &segments, int64_t task, int64_t at_span, const float *queries, float *turned,
                float *scores, float *states) const {
        for (int64_t at = 0; at < count_of(task); ++at) state(states, at).clear();
        for (const Segment &segment : segments) attend(segment, task, at_span, queries, turned, scores, states);
    }

    /// A task's rows, by what their tokens see.
    std::vector<Segment> segments(int64_t task) const {
        std::vector<Segment> all;
        Cells cells;
        for (int64_t at = 0, last = -1; at < count_of(task); ++at) {
            const Row row = this->row(task, at);
            const bool is_new = row.token != last;
            if (is_new) {
                const auto *seen = mask == nullptr ? nullptr : place<uint16_t>(mask, row.token, 0);
                cells.take(seen, keys->ne[1]);
                last = row.token;
            }
            if (all.empty() || !all.back().cells.begins(cells)) all.push_back({at, at, cells, {}});
            else if (is_new) all.back().cells = cells;
            all.back().counts[size_t(at)] = cells.count();
            all.back().end = at + 1;
        }
        return all;
    }

    void write(int64_t task, float *states) const {
        for (int64_t at = 0; at < count_of(task); ++at) {
            const Row row = this->row(task, at);
            auto *out = static_cast<char *>(op->data) + size_t(row.head + row.token * op->ne[1]) * op->nb[1];
            state(states, at).write(reinterpret_cast<float *>(out));
        }
    }

    void add(int64_t task, float *sum, float *next) const {
        for (int64_t at = 0; at < count_of(task); ++at) state(sum, at).add(state(next, at));
    }

    void compute(const ggml_compute_params &params) const {
        auto *own = static_cast<float *>(params.wdata) + params.ith * own_size();
        float *queries = own, *turned = queries + most_rows * key_width, *scores = turned + block * key_width;
        float *sum = scores + tile * block, *next = sum + most_rows * state_size;
        auto *shared = static_cast<float *>(params.wdata) + params.nth * own_size();
        const bool is_split = this->is_split(params.nth);
        const auto shared_state = [&](int64_t task, int64_t at) {
            return shared + (task * spans + at) * most_rows * state_size;
        };
        share(params, int(is_split ? tasks() * spans : tasks()), [&](int64_t at) {
            const int64_t task = is_split ? at / spans : at;
            take_queries(task, queries);
            const std::vector<Segment> segments = this->segments(task);
            if (is_split) return attend(segments, task, at % spans, queries, turned, scores, shared_state(task, at % spans));
            attend(segments, task, 0, queries, turned, scores, sum);
            for (int64_t following = 1; following < spans; ++following) {
                attend(segments, task, following, queries, turned, scores, next);
                add(task, sum, next);
            }
            write(task, sum);
        });
        if (!is_split) return;
        ggml_barrier(params.threadpool);
        for (int64_t task = params.ith; task < tasks(); task += params.nth) {
            for (int64_t at = 1; at < spans; ++at) add(task, shared_state(task, 0), shared_state(task, at));
            write(task, shared_state(task, 0));
        }
    }
};

}  // namespace

bool attention_is_ours() { return has_vnni(); }

bool attention_fits(const ggml_tensor *op) {
    const ggml_tensor *queries = op->src[0], *keys = op->src[1], *values = op->src[2], *mask = op->src[3];
    float changes[2];
    std::memcpy(changes, op->op_params + 1, sizeof changes);
    return has_vnni() && queries->type == GGML_TYPE_F32 && keys->type == GGML_TYPE_F16 && values->type == GGML_TYPE_F16 &&
           keys->ne[0] % lanes == 0 && values->ne[0] % block == 0 && keys->ne[2] == values->ne[2] && queries->ne[3] == 1 &&
           (mask == nullptr || (mask->type == GGML_TYPE_F16 && mask->ne[2] == 1 && mask->ne[3] == 1)) && op->src[4] == nullptr &&
           changes[0] == 0 && changes[1] == 0;
}

size_t attention_space(const ggml_tensor *op, int threads) {
    const Attention attention{op};
    return size_t(threads * attention.own_size() + attention.shared_size(threads)) * sizeof(float);
}

void attention(const ggml_compute_params &params, ggml_tensor *op) { Attention{op}.compute(params); }

}  // namespace cllama

#else

namespace cllama {
bool attention_is_ours() { return false; }
bool attention_fits(const ggml_tensor *) { return false; }
size_t attention_space(const ggml_tensor *, int) { return 0; }
void attention(const ggml_compute_params &, ggml_tensor *) {}
}  // namespace cllama

#endif
