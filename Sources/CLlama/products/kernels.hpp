// The products, by the lanes that were included before. Loops over quads, parts and tokens are short and of fixed length: all
// their numbers have to be in registers.
//
// Nothing here may be of a name that another kind of lanes has as well: the linker would take either.
#include "format.hpp"

namespace cllama::LANES {

template <typename Number>
INLINE_VECTORS Wholes everywhere(const Number *at) {
    int32_t four;
    std::memcpy(&four, at, sizeof four);
    return all(four);
}

/// What floats are to be multiplied by to become bytes, and bytes to become floats again.
struct Rounding {
    float factor, scale;
};

/// Where a number isn't finite, the scale isn't either. As whole numbers, floats without a sign are in their order, and what
/// isn't a number comes last.
INLINE_VECTORS Rounding rounding(const float *numbers, int count) {
    int32_t largest = 0;
    for (int i = 0; i < count; ++i) {
        int32_t bits;
        std::memcpy(&bits, numbers + i, sizeof bits);
        bits &= 0x7fffffff;
        largest = bits > largest ? bits : largest;
    }
    float size;
    std::memcpy(&size, &largest, sizeof size);
    if (largest >= 0x7f800000) return {0, size - size};
    return {size > 0 ? 127 / size : 0, size / 127};
}

/// Rounds to bytes and returns their sum. Beside a number as large as the added one, a float has no room for fractions: its
/// lowest byte is the whole number.
INLINE_VECTORS int32_t round_to_bytes(const float *numbers, int count, float factor, int8_t *bytes) {
    int32_t sum = 0;
    for (int i = 0; i < count; ++i) {
        const float shifted = __builtin_fmaf(numbers[i], factor, 12582912);
        int32_t bits;
        std::memcpy(&bits, &shifted, sizeof bits);
        bytes[i] = int8_t(bits);
        sum += int8_t(bits);
    }
    return sum;
}

VECTORS static void round256(const float *columns, int64_t steps, uint8_t *token) {
    for (auto *step = reinterpret_cast<Token256 *>(token); steps > 0; --steps, ++step, columns += 256) {
        const Rounding how = rounding(columns, 256);
        int32_t sums[16];
        for (int i = 0; i < 16; ++i) sums[i] = round_to_bytes(columns + 16 * i, 16, how.factor, step->bytes + 16 * i);
        for (int i = 0; i < 16; ++i) step->offsets[i] = -32 * sums[i];
        static constexpr int order[] = {0, 2, 1, 3, 4, 6, 5, 7};
        for (int i = 0; i < 8; ++i) step->sums[i] = int16_t(sums[2 * order[i]] + sums[2 * order[i] + 1]);
        step->scale = how.scale;
    }
}

VECTORS static void round32(const float *columns, int64_t steps, uint8_t *token) {
    for (auto *step = reinterpret_cast<Token32 *>(token); steps > 0; --steps, ++step, columns += 32) {
        const Rounding how = rounding(columns, 32);
        const int32_t sum = round_to_bytes(columns, 32, how.factor, step->bytes);
        step->offset = -128 * sum;
        step->scale = how.scale;
        step->sum = how.scale * float(sum);
    }
}

/// Four bits with scales and least values of six bits.
template <int Tokens>
VECTORS void multiply_q4(const uint8_t *group, const Token256 *tokens, int64_t steps, float *const *out, int64_t row) {
    const Wholes low = all(0x0f0f0f0f), six = all(0x3f3f3f3f), two = all(0x30303030), byte = all(255);
    const Wholes every_other = all(0x00ff00ff);
    Floats sums[Tokens];
    for (int t = 0; t < Tokens; ++t) sums[t] = every(0);
    for (int64_t step = 0; step < steps; ++step, group += q4_group) {
        // A row's twelve bytes are three words: the first four scales, the first four least values, and the lower four bits
        // of the other eight, whose upper two bits stand above the first ones.
        const uint8_t *words = group + 64 + 4 * row, *quads = group + 256 + 4 * row;
        const Wholes first = load(words), second = load(words + 64), third = load(words + 128);
        const Wholes scales[] = {both(first, six), either(both(third, low), both(down(first, 2), two))};
        const Wholes least[] = {both(second, six), either(both(down(third, 4), low), both(down(second, 2), two))};
        Wholes dots[Tokens];
        for (int t = 0; t < Tokens; ++t) dots[t] = all(0);
        for (int part = 0; part < 8; ++part) {
            Wholes weights[8];
            for (int quad = 0; quad < 8; ++quad) {
                const Wholes pair = load(quads + 64 * (part / 2 * 8 + quad));
                weights[quad] = both(part % 2 == 0 ? pair : down(pair, 4), low);
            }
            const Wholes scale = both(down(scales[part / 4], unsigned(part % 4 * 8)), byte);
            for (int t = 0; t < Tokens; ++t) {
                const int8_t *bytes = tokens[t * steps + step].bytes + 32 * part;
                Wholes dot = all(0);
                for (int quad = 0; quad < 8; ++quad) dot = dot4(dot, weights[quad], everywhere(bytes + 4 * quad));
                dots[t] = plus(dots[t], times(dot, scale));
            }
        }
        const Floats scale = halves(group + 2 * row), least_scale = halves(group + 32 + 2 * row);
        for (int t = 0; t < Tokens; ++t) {
            const Token256 &token = tokens[t * steps + step];
            Wholes offset = all(0);
            for (int i = 0; i < 4; ++i) {
                const Wholes pair = both(i % 2 == 0 ? least[i / 2] : down(least[i / 2], 8), every_other);
                offset = dot2(offset, pair, everywhere(token.sums + 2 * i));
            }
            sums[t] = add_product(sums[t], floats(dots[t]), times(scale, every(token.scale)));
            sums[t] = take_product(sums[t], floats(offset), times(least_scale, every(token.scale)));
        }
    }
    for (int t = 0; t < Tokens; ++t) store(out[t] + row, sums[t]);
}

/// The weights of one of four parts that share bytes of two bits each, two of them bytes of four.
INLINE_VECTORS Wholes six_bits(Wholes fours, Wholes twos, int part) {
    const Wholes four = part < 2 ? fours : down(fours, 4);
    const Wholes two = part == 0 ? up(twos, 4) : part == 1 ? up(twos, 2) : part == 2 ? twos : down(twos, 2);
    return either(both(four, all(0x0f0f0f0f)), both(two, all(0x30303030)));
}

/// Six bits with scales of eight bits.
template <int Tokens>
VECTORS void multiply_q6(const uint8_t *group, const Token256 *tokens, int64_t steps, float *const *out, int64_t row) {
    const uint8_t *last = group + size_t(steps) * q6_step;
    Floats sums[Tokens];
    for (int t = 0; t < Tokens; ++t) sums[t] = every(0);
    for (int64_t step = 0; step < steps; ++step, group += q6_step, last += 32) {
        Wholes dots[Tokens];
        for (int t = 0; t < Tokens; ++t) dots[t] = all(0);
        for (int quarter = 0; quarter < 4; ++quarter) {
            const uint8_t *twos = group + 64 * 12 * quarter + 4 * row, *fours = twos + 256;
#pragma clang loop unroll(full)
            for (int which = 0; which < 4; ++which) {
                // Every second sixteen of a half's 128 columns. Its first and third 32 are the lower and upper halves of the
                // same bytes, as are the second and fourth.
                const int part = 8 * (quarter / 2) + 2 * which + quarter % 2;
                Wholes weights[4];
                for (int quad = 0; quad < 4; ++quad)
                    weights[quad] = six_bits(load(fours + 64 * (which % 2 * 4 + quad)), load(twos + 64 * quad), which);
                const Wholes scale = signed_bytes(group + 3072 + 16 * part + row);
                for (int t = 0; t < Tokens; ++t) {
                    const Token256 &token = tokens[t * steps + step];
                    Wholes dot = all(token.offsets[part]);
                    for (int quad = 0; quad < 4; ++quad)
                        dot = dot4(dot, weights[quad], everywhere(token.bytes + 16 * part + 4 * quad));
                    dots[t] = plus(dots[t], times(dot, scale));
                }
            }
        }
        const Floats scale = halves(last + 2 * row);
        for (int t = 0; t < Tokens; ++t)
            sums[t] = add_product(sums[t], floats(dots[t]), times(scale, every(tokens[t * steps + step].scale)));
    }
    for (int t = 0; t < Tokens; ++t) store(out[t] + row, sums[t]);
}

/// Four bits with a scale and a least value.
template <int Tokens>
VECTORS void multiply_q41(const uint8_t *group, const Token32 *tokens, int64_t steps, float *const *out, int64_t row) {
    const Wholes low = all(0x0f0f0f0f);
    Floats sums[Tokens];
    for (int t = 0; t < Tokens; ++t) sums[t] = every(0);
    for (int64_t step = 0; step < steps; ++step, group += q41_group) {
        Wholes weights[8];
        for (int quad = 0; quad < 4; ++quad) {
            const Wholes pair = load(group + 64 * quad + 4 * row);
            weights[quad] = both(pair, low);
            weights[quad + 4] = both(down(pair, 4), low);
        }
        const Floats scale = halves(group + 256 + 2 * row), least = halves(group + 288 + 2 * row);
        for (int t = 0; t < Tokens; ++t) {
            const Token32 &token = tokens[t * steps + step];
            Wholes dot = all(0);
            for (int quad = 0; quad < 8; ++quad) dot = dot4(dot, weights[quad], everywhere(token.bytes + 4 * quad));
            sums[t] = add_product(sums[t], floats(dot), times(scale, every(token.scale)));
            sums[t] = add_product(sums[t], least, every(token.sum));
        }
    }
    for (int t = 0; t < Tokens; ++t) store(out[t] + row, sums[t]);
}

/// Eight bits with a scale.
template <int Tokens>
VECTORS void multiply_q8(const uint8_t *group, const Token32 *tokens, int64_t steps, float *const *out, int64_t row) {
    Floats sums[Tokens];
    for (int t = 0; t < Tokens; ++t) sums[t] = every(0);
    for (int64_t step = 0; step < steps; ++step, group += q8_group) {
        Wholes weights[8];
        for (int quad = 0; quad < 8; ++quad) weights[quad] = signed_weights(load(group + 64 * quad + 4 * row));
        const Floats scale = halves(group + 512 + 2 * row);
        for (int t = 0; t < Tokens; ++t) {
            const Token32 &token = tokens[t * steps + step];
            Wholes dot = signed_start(token.offset);
            for (int quad = 0; quad < 8; ++quad) dot = signed_dot4(dot, weights[quad], everywhere(token.bytes + 4 * quad));
            sums[t] = add_product(sums[t], floats(dot), times(scale, every(token.scale)));
        }
    }
    for (int t = 0; t < Tokens; ++t) store(out[t] + row, sums[t]);
}

template <typename Token>
using Kernel = void (*)(const uint8_t *, const Token *, int64_t, float *const *, int64_t);

/// Computes as many tokens as there are, lanes by lanes.
template <typename Token, Kernel<Token>... kernels>
void multiply(const uint8_t *group, const uint8_t *tokens, int64_t steps, int count, float *const *out) {
    static constexpr Kernel<Token> of_count[] = {kernels...};
    for (int64_t row = 0; row < group_rows; row += lanes)
        of_count[count - 1](group, reinterpret_cast<const Token *>(tokens), steps, out, row);
}

template <int... Less>
constexpr Formats formats(std::integer_sequence<int, Less...>) {
    return {{
        {GGML_TYPE_Q4_K, 256, q4_bytes, sizeof(Token256), at_once, arrange_q4, round256,
         multiply<Token256, multiply_q4<Less + 1>...>},
        {GGML_TYPE_Q6_K, 256, q6_bytes, sizeof(Token256), at_once, arrange_q6, round256,
         multiply<Token256, multiply_q6<Less + 1>...>},
        {GGML_TYPE_Q4_1, 32, q41_bytes, sizeof(Token32), at_once, arrange_q41, round32,
         multiply<Token32, multiply_q41<Less + 1>...>},
        {GGML_TYPE_Q8_0, 32, q8_bytes, sizeof(Token32), at_once, arrange_q8, round32,
         multiply<Token32, multiply_q8<Less + 1>...>},
    }};
}

}  // namespace cllama::LANES
