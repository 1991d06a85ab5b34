#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "attention.hpp"
#include "encoder.h"
#include "ggml-alloc.h"
#include "ggml-backend.h"
#include "ggml-cpu.h"
#include "ggml.h"
#include "product.hpp"

namespace {

using Context = std::unique_ptr<ggml_context, decltype(&ggml_free)>;
using Buffer = std::unique_ptr<ggml_backend_buffer, decltype(&ggml_backend_buffer_free)>;
using Allocator = std::unique_ptr<ggml_gallocr, decltype(&ggml_gallocr_free)>;

/// Before `main`, so that it can't undo what the engine's owner sets up later: nothing is written over a screen, and
/// no assertion starts a debugger on the process.
[[maybe_unused]] const bool is_quiet = [] {
    ggml_log_set([](ggml_log_level, const char *, void *) {}, nullptr);
    return setenv("GGML_NO_BACKTRACE", "1", 1) == 0;
}();

/// A file's bytes, fetched from the disk when they are first looked at.
class Mapping {
public:
    explicit Mapping(const char *path) {
        const int file = open(path, O_RDONLY | O_CLOEXEC);
        struct stat status = {};
        if (file >= 0 && fstat(file, &status) == 0 && status.st_size > 0) {
            size = size_t(status.st_size);
            start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
        }
        if (file >= 0) close(file);
    }
    Mapping(const Mapping &) = delete;
    Mapping &operator=(const Mapping &) = delete;
    ~Mapping() {
        if (is_mapped()) munmap(start, size);
    }

    bool is_mapped() const { return start != MAP_FAILED; }
    char *at(uint64_t offset) const { return static_cast<char *>(start) + offset; }

private:
    void *start = MAP_FAILED;
    size_t size = 0;
};

struct Linear {
    ggml_tensor *weight, *bias;
    /// Computes it, its activation function included, where the processor has what that needs.
    const Product *product = nullptr;
};

struct Layer {
    Linear query, key, value, attention, attention_norm, inner, outer, outer_norm;
};

/// A context for the descriptions of tensors; their numbers lie elsewhere.
Context descriptions(size_t tensors, size_t graph_bytes = 0) {
    return Context(ggml_init({tensors * ggml_tensor_overhead() + graph_bytes, nullptr, true}), ggml_free);
}

/// Whether this processor multiplies by four-bit weights of this shape that lie in such a buffer.
bool multiplies(ggml_backend_dev_t device, ggml_backend_buffer_type_t type, int64_t columns, int64_t rows) {
    Context context = descriptions(3);
    Buffer empty(ggml_backend_buft_alloc_buffer(type, 0), ggml_backend_buffer_free);
    if (!context || !empty) return false;
    ggml_tensor *weight = ggml_new_tensor_2d(context.get(), GGML_TYPE_Q4_0, columns, rows);
    ggml_tensor *input = ggml_new_tensor_2d(context.get(), GGML_TYPE_F32, columns, 8);
    weight->buffer = empty.get();
    return ggml_backend_dev_supports_op(device, ggml_mul_mat(context.get(), weight, input));
}

/// The kind of buffer that rearranges weights for this processor's kernels; null where there is none.
ggml_backend_buffer_type_t rearranging_type(const ce5_shape &shape) {
    ggml_backend_dev_t device = ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU);
    if (device == nullptr) return nullptr;
    auto list = reinterpret_cast<ggml_backend_dev_get_extra_bufts_t>(
        ggml_backend_reg_get_proc_address(ggml_backend_dev_backend_reg(device), "ggml_backend_dev_get_extra_bufts"));
    for (auto type = list ? list(device) : nullptr; type != nullptr && *type != nullptr; ++type)
        if (multiplies(device, *type, shape.width, shape.inner) && multiplies(device, *type, shape.inner, shape.width))
            return *type;
    return nullptr;
}

}  // namespace

struct ce5_encoder {
    ce5_shape shape;
    /// Whether products and attention are our own.
    bool is_own;
    Mapping file;
    ggml_tensor *words = nullptr, *positions = nullptr, *type = nullptr;
    Linear norm = {};
    std::vector<Layer> layers;
    std::vector<std::unique_ptr<Product>> products;
    Context in_file{nullptr, ggml_free}, rearranged{nullptr, ggml_free};
    Buffer buffer{nullptr, ggml_backend_buffer_free};

    ce5_encoder(const ce5_shape &shape, const char *path, bool is_own) : shape(shape), is_own(is_own), file(path) {}
};

namespace {

/// Describes the tensors where they lie in the file, and those of four bits once more, to be rearranged.
class Reader {
public:
    Reader(ce5_encoder &encoder, const uint64_t *offsets) : encoder(encoder), next(offsets) {}

    ggml_tensor *matrix(ggml_type type, int64_t columns, int64_t rows) {
        ggml_tensor *tensor = ggml_new_tensor_2d(encoder.in_file.get(), type, columns, rows);
        tensor->data = encoder.file.at(*next++);
        return tensor;
    }

    ggml_tensor *vector(int64_t count) { return matrix(GGML_TYPE_F32, count, 1); }

    Linear norm() { return {vector(encoder.shape.width), vector(encoder.shape.width)}; }

    Linear linear(int64_t columns, int64_t rows, bool gelu = false) {
        ggml_tensor *weight = matrix(GGML_TYPE_Q4_0, columns, rows);
        if (encoder.is_own) {
            ggml_tensor *bias = vector(rows);
            const auto *numbers = static_cast<const float *>(bias->data);
            encoder.products.push_back(std::make_unique<Product>(weight->data, columns, rows, numbers, gelu));
            return {weight, bias, encoder.products.back().get()};
        }
        if (encoder.rearranged) {
            sources.push_back(weight->data);
            weight = ggml_new_tensor_2d(encoder.rearranged.get(), GGML_TYPE_Q4_0, columns, rows);
            targets.push_back(weight);
        }
        return {weight, vector(rows)};
    }

    bool rearrange(ggml_backend_buffer_type_t type) {
        encoder.buffer.reset(ggml_backend_alloc_ctx_tensors_from_buft(encoder.rearranged.get(), type));
        if (!encoder.buffer) return false;
        for (size_t i = 0; i < targets.size(); ++i)
            ggml_backend_tensor_set(targets[i], sources[i], 0, ggml_nbytes(targets[i]));
        return true;
    }

private:
    ce5_encoder &encoder;
    const uint64_t *next;
    std::vector<const void *> sources;
    std::vector<ggml_tensor *> targets;
};

/// Builds the computation for one text.
class Builder {
public:
    Builder(ggml_context *context, const ce5_encoder &encoder, ggml_tensor *mask)
        : context(context), encoder(encoder), mask(mask) {}

    ggml_tensor *encoded(ggml_tensor *tokens) {
        const int64_t count = tokens->ne[0], width = encoder.shape.width;
        ggml_tensor *places = ggml_view_2d(context, encoder.positions, width, count, encoder.positions->nb[1], 0);
        ggml_tensor *x = ggml_add(context, ggml_get_rows(context, encoder.words, tokens), places);
        x = normed(ggml_add(context, x, encoder.type), encoder.norm);
        for (const Layer &layer : encoder.layers) {
            x = normed(ggml_add(context, attention(x, layer), x), layer.attention_norm);
            ggml_tensor *inner = product(x, layer.inner);
            if (layer.inner.product == nullptr) inner = ggml_gelu_erf(context, inner);
            x = normed(ggml_add(context, product(inner, layer.outer), x), layer.outer_norm);
        }
        return x;
    }

private:
    ggml_context *context;
    const ce5_encoder &encoder;
    /// Null where attention is a node of our own.
    ggml_tensor *mask;

    ggml_tensor *product(ggml_tensor *x, const Linear &by) {
        if (by.product != nullptr) return by.product->node(context, x);
        return ggml_add(context, ggml_mul_mat(context, by.weight, x), by.bias);
    }

    ggml_tensor *normed(ggml_tensor *x, const Linear &norm) {
        x = ggml_norm(context, x, encoder.shape.epsilon);
        return ggml_add(context, ggml_mul(context, x, norm.weight), norm.bias);
    }

    /// Cut into heads: columns of a head, heads, tokens.
    ggml_tensor *in_heads(ggml_tensor *x) {
        const int64_t heads = encoder.shape.heads;
        return ggml_reshape_3d(context, x, x->ne[0] / heads, heads, x->ne[1]);
    }

    ggml_tensor *attention(ggml_tensor *x, const Layer &layer) {
        ggml_tensor *query = product(x, layer.query), *key = product(x, layer.key), *value = product(x, layer.value);
        return product(mask == nullptr ? attention::node(context, query, key, value) : mixed(query, key, value),
                       layer.attention);
    }

    /// Not by the engine's fused kernel, which multiplies one pair of vectors after the other, but by whole products.
    /// Those need keys in sixteens; `mask` takes the empty ones away again.
    ggml_tensor *mixed(ggml_tensor *query, ggml_tensor *key, ggml_tensor *value) {
        const int64_t width = query->ne[0], count = query->ne[1];
        const float scale = 1 / std::sqrt(float(width / encoder.shape.heads));
        const int empty = int(mask->ne[0] - count);
        query = ggml_permute(context, in_heads(query), 0, 2, 1, 3);
        key = ggml_pad(context, ggml_permute(context, in_heads(key), 0, 2, 1, 3), 0, empty, 0, 0);
        value = ggml_cont(context, ggml_permute(context, in_heads(value), 1, 2, 0, 3));
        value = ggml_pad(context, value, empty, 0, 0, 0);
        ggml_tensor *fit = ggml_mul_mat(context, key, ggml_cont(context, query));
        fit = ggml_soft_max_ext(context, fit, mask, scale, 0);
        ggml_tensor *merged = ggml_permute(context, ggml_mul_mat(context, value, fit), 0, 2, 1, 3);
        return ggml_cont_2d(context, merged, width, count);
    }
};

/// Of each of `count` tokens with keys in sixteens.
ggml_tensor *new_mask(ggml_context *context, int32_t count) {
    ggml_tensor *mask = ggml_new_tensor_2d(context, GGML_TYPE_F32, (count + 15) / 16 * 16, count);
    ggml_set_input(mask);
    return mask;
}

void fill(ggml_tensor *mask) {
    const int64_t keys = mask->ne[0], count = mask->ne[1];
    for (int64_t i = 0; i < count * keys; ++i)
        static_cast<float *>(mask->data)[i] = i % keys < count ? 0 : -INFINITY;
}

bool compute(ggml_cgraph *graph, int threads) {
    ggml_cplan plan = ggml_graph_plan(graph, threads, nullptr);
    std::vector<uint8_t> work(plan.work_size);
    plan.work_data = work.data();
    return ggml_graph_compute(graph, &plan) == GGML_STATUS_SUCCESS;
}

}  // namespace

ce5_encoder *ce5_encoder_new(ce5_shape shape, const char *path, const uint64_t *offsets, bool by_engine) try {
    const bool is_own = !by_engine && attention::fits(shape.width, shape.heads) &&
                        Product::fits(shape.width, shape.inner) && Product::fits(shape.inner, shape.width);
    auto encoder = std::make_unique<ce5_encoder>(shape, path, is_own);
    if (!encoder->file.is_mapped()) return nullptr;
    const size_t tensors = CE5_TENSORS_BEFORE + size_t(shape.layers) * CE5_TENSORS_A_LAYER;
    encoder->in_file = descriptions(tensors);
    ggml_backend_buffer_type_t type = is_own ? nullptr : rearranging_type(shape);
    if (type != nullptr) encoder->rearranged = descriptions(tensors);
    if (!encoder->in_file || (type != nullptr && !encoder->rearranged)) return nullptr;

    Reader reader(*encoder, offsets);
    const int64_t width = shape.width, inner = shape.inner;
    encoder->words = reader.matrix(GGML_TYPE_Q4_0, width, shape.words);
    encoder->positions = reader.matrix(GGML_TYPE_F32, width, shape.positions);
    encoder->type = reader.vector(width);
    encoder->norm = reader.norm();
    for (int32_t i = 0; i < shape.layers; ++i)
        encoder->layers.push_back(
            {reader.linear(width, width), reader.linear(width, width), reader.linear(width, width),
             reader.linear(width, width), reader.norm(), reader.linear(width, inner, true), reader.linear(inner, width),
             reader.norm()});
    return type == nullptr || reader.rearrange(type) ? encoder.release() : nullptr;
} catch (...) {
    return nullptr;
}

void ce5_encoder_free(ce5_encoder *encoder) { delete encoder; }

bool ce5_encode(const ce5_encoder *encoder, const int32_t *tokens, int32_t count, int32_t threads,
                float *mean) try {
    const size_t tensors = 64 * (encoder->layers.size() + 1);
    Context context = descriptions(tensors, ggml_graph_overhead_custom(tensors, false));
    Allocator allocator(ggml_gallocr_new(ggml_backend_cpu_buffer_type()), ggml_gallocr_free);
    if (!context || !allocator) return false;
    ggml_tensor *input = ggml_new_tensor_1d(context.get(), GGML_TYPE_I32, count);
    ggml_set_input(input);
    ggml_tensor *mask = encoder->is_own ? nullptr : new_mask(context.get(), count);
    ggml_tensor *output = Builder(context.get(), *encoder, mask).encoded(input);
    ggml_set_output(output);
    ggml_cgraph *graph = ggml_new_graph_custom(context.get(), tensors, false);
    ggml_build_forward_expand(graph, output);
    if (!ggml_gallocr_alloc_graph(allocator.get(), graph)) return false;
    std::memcpy(input->data, tokens, size_t(count) * sizeof(int32_t));
    if (mask != nullptr) fill(mask);
    if (!compute(graph, threads)) return false;

    const int32_t width = encoder->shape.width;
    const float *row = static_cast<const float *>(output->data);
    for (int32_t i = 0; i < width; ++i) mean[i] = 0;
    for (int32_t t = 0; t < count; ++t, row += width)
        for (int32_t i = 0; i < width; ++i) mean[i] += row[i] / float(count);
    return true;
} catch (...) {
    return false;
}
