#include "products.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "CLlama.h"
#include "attention.hpp"
#include "engine.hpp"
#include "format.hpp"
#include "ggml-cpu.h"

// The engine's, exported without a header of its own.
const std::vector<std::pair<std::string, ggml_tensor *>> &llama_internal_get_tensor_map(const llama_model *model);

namespace cllama {
namespace {

ggml_backend_buffer_type_t buffer_type();

bool is_ours(const ggml_tensor *weights) {
    return weights != nullptr && weights->buffer != nullptr && weights->buffer->buft == buffer_type();
}

/// The tokens of a product: the columns of its second matrix, and where theirs are in the result.
struct Columns {
    const ggml_tensor *from, *to;

    int64_t count() const { return ggml_nrows(from); }

    const float *in(int64_t at) const { return reinterpret_cast<const float *>(place(*from, at)); }
    float *out(int64_t at) const { return reinterpret_cast<float *>(place(*to, at)); }

private:
    static char *place(const ggml_tensor &tensor, int64_t at) {
        const int64_t second = at / tensor.ne[1] % tensor.ne[2], third = at / tensor.ne[1] / tensor.ne[2];
        return static_cast<char *>(tensor.data) + size_t(at % tensor.ne[1]) * tensor.nb[1] + size_t(second) * tensor.nb[2] +
               size_t(third) * tensor.nb[3];
    }
};

/// A product with weights in one of our formats.
class Product : public ggml::cpu::tensor_traits {
    bool work_size(int, const ggml_tensor *op, size_t &size) override {
        const Format &format = *format_of(op->src[0]);
        size = size_t(ggml_nrows(op->src[1]) * (op->src[0]->ne[0] / format.columns)) * format.token_bytes + alignment;
        return true;
    }

    bool compute_forward(ggml_compute_params *params, ggml_tensor *op) override {
        const ggml_tensor *weights = op->src[0];
        const Format &format = *format_of(weights);
        const Columns columns{op->src[1], op};
        const int64_t steps = weights->ne[0] / format.columns, tokens = columns.count();
        const auto space = reinterpret_cast<uintptr_t>(params->wdata);
        auto *rounded = reinterpret_cast<uint8_t *>((space + alignment - 1) / alignment * alignment);
        round(format, columns, steps, *params, rounded);

        // A few groups at a time for all tokens: then they come from memory once, and the tokens from a near cache.
        const int64_t groups = weights->ne[1] / group_rows, few = std::clamp<int64_t>(groups / (8 * params->nth), 1, 8);
        share(*params, int((groups + few - 1) / few), [&](int at) {
            const int64_t first = at * few, end = std::min(groups, first + few);
            for (int64_t token = 0; token < tokens; token += format.at_once) {
                const auto count = int(std::min<int64_t>(format.at_once, tokens - token));
                float *out[most_at_once];
                for (int t = 0; t < count; ++t) out[t] = columns.out(token + t) + first * group_rows;
                for (int64_t group = first; group < end; ++group) {
                    format.multiply(static_cast<const uint8_t *>(weights->data) + size_t(group) * format.group_bytes(steps),
                                    rounded + size_t(token * steps) * format.token_bytes, steps, count, out);
                    for (int t = 0; t < count; ++t) out[t] += group_rows;
                }
            }
        });
        return true;
    }

    static constexpr size_t alignment = 64;

    /// Every thread takes its share of each token's columns.
    static void round(const Format &format, const Columns &columns, int64_t steps, const ggml_compute_params &params,
                      uint8_t *out) {
        const int64_t from = steps * params.ith / params.nth, to = steps * (params.ith + 1) / params.nth;
        for (int64_t token = 0; token < columns.count(); ++token)
            format.round(columns.in(token) + from * format.columns, to - from,
                         out + size_t(token * steps + from) * format.token_bytes);
    }
};

/// A product of a few tokens with an adapter's matrix, each sum by the engine's function for one: for several tokens the engine
/// adds up in another order.
class AdapterProduct : public ggml::cpu::tensor_traits {
    bool work_size(int, const ggml_tensor *op, size_t &size) override {
        size = size_t(ggml_nrows(op->src[1])) * row_bytes(op);
        return true;
    }

    bool compute_forward(ggml_compute_params *params, ggml_tensor *op) override {
        const ggml_tensor *weights = op->src[0];
        const ggml_type_traits_cpu &traits = *ggml_get_type_traits_cpu(weights->type);
        const ggml_from_float_t convert = ggml_get_type_traits_cpu(traits.vec_dot_type)->from_float;
        const Columns columns{op->src[1], op};
        auto *converted = static_cast<char *>(params->wdata);
        const auto width = int(weights->ne[0]);
        const size_t bytes = row_bytes(op);
        for (int64_t token = params->ith; token < columns.count(); token += params->nth) {
            char *to = converted + size_t(token) * bytes;
            if (convert == nullptr) std::memcpy(to, columns.in(token), bytes);
            else convert(columns.in(token), to, width);
        }
        const auto blocks = int((weights->ne[1] + rows_at_once - 1) / rows_at_once);
        share(*params, blocks * int(columns.count()), [&](int at) {
            const int token = at / blocks;
            const int64_t first = at % blocks * rows_at_once, end = std::min(first + rows_at_once, weights->ne[1]);
            for (int64_t row = first; row < end; ++row) {
                const auto *from = static_cast<const char *>(weights->data) + size_t(row) * weights->nb[1];
                traits.vec_dot(width, columns.out(token) + row, 0, from, 0, converted + size_t(token) * bytes, 0, 1);
            }
        });
        return true;
    }

    static size_t row_bytes(const ggml_tensor *op) {
        return ggml_row_size(ggml_get_type_traits_cpu(op->src[0]->type)->vec_dot_type, op->src[0]->ne[0]);
    }

    static constexpr int64_t rows_at_once = 64;

public:
    /// By its name, which the engine takes from the adapter's file and looks for there.
    static bool fits(const ggml_tensor *op) {
        const ggml_tensor *weights = op->src[0];
        return std::strstr(weights->name, ".lora_") != nullptr && weights->buffer != nullptr &&
               ggml_backend_buffer_is_host(weights->buffer) && op->src[1]->type == GGML_TYPE_F32 &&
               ggml_nrows(op->src[1]) <= CLLAMA_MOST_OUTPUTS;
    }
};

class Attention : public ggml::cpu::tensor_traits {
    bool work_size(int threads, const ggml_tensor *op, size_t &size) override {
        if (!attention_fits(op)) return false;
        size = attention_space(op, threads);
        return true;
    }

    bool compute_forward(ggml_compute_params *params, ggml_tensor *op) override {
        if (attention_fits(op)) {
            attention(*params, op);
            return true;
        }
        // The engine's, each of a few tokens by itself: for one alone it divides the keys among its threads, and adds up in
        // another order than for several.
        if (op->src[0]->ne[1] > CLLAMA_MOST_OUTPUTS) return false;
        ggml_compute_params plain = *params;
        plain.use_ref = true;
        ggml_compute_forward_flash_attn_ext(&plain, op);
        return true;
    }
};

class Products : public ggml::cpu::extra_buffer_type {
    bool supports_op(ggml_backend_dev_t, const ggml_tensor *op) override {
        return op->op == GGML_OP_MUL_MAT && is_ours(op->src[0]) && format_of(op->src[0]) != nullptr &&
               op->src[1]->type == GGML_TYPE_F32 &&
               (op->src[1]->buffer == nullptr || ggml_backend_buft_is_host(op->src[1]->buffer->buft));
    }

    ggml::cpu::tensor_traits *get_tensor_traits(const ggml_tensor *op) override {
        if (op->op == GGML_OP_MUL_MAT && is_ours(op->src[0])) return &product;
        if (op->op == GGML_OP_MUL_MAT && AdapterProduct::fits(op)) return &adapter_product;
        if (op->op == GGML_OP_FLASH_ATTN_EXT) return &attention_op;
        return nullptr;
    }

    Product product;
    AdapterProduct adapter_product;
    Attention attention_op;
};

void arrange(ggml_backend_buffer_t, ggml_tensor *tensor, const void *data, size_t offset, size_t size) {
    GGML_ASSERT(offset == 0 && size == ggml_nbytes(tensor));
    const Format &format = *format_of(tensor);
    const int64_t steps = tensor->ne[0] / format.columns;
    const size_t group = format.group_bytes(steps);
    for (size_t at = 0; at < size; at += group)
        format.arrange(static_cast<const uint8_t *>(data) + at, steps, static_cast<uint8_t *>(tensor->data) + at);
}

ggml_backend_buffer_t allocate(ggml_backend_buffer_type_t type, size_t size) {
    ggml_backend_buffer_t buffer = ggml_backend_buft_alloc_buffer(ggml_backend_cpu_buffer_type(), size);
    if (buffer == nullptr) return nullptr;
    buffer->buft = type;
    buffer->iface.set_tensor = arrange;
    // What is in it isn't what was put in.
    buffer->iface.get_tensor = nullptr;
    buffer->iface.cpy_tensor = nullptr;
    return buffer;
}

ggml_backend_buffer_type_t buffer_type() {
    static Products products;
    static ggml_backend_buffer_type type = {
        {[](ggml_backend_buffer_type_t) { return "CPU_GROUPS"; }, allocate,
         [](ggml_backend_buffer_type_t) { return size_t(64); }, nullptr, nullptr, nullptr},
        ggml_backend_reg_dev_get(ggml_backend_cpu_reg(), 0),
        &products};
    return &type;
}

/// Before anything else: later another thread may be computing, which looks into the list at every operation.
[[maybe_unused]] const bool is_added = [] {
    auto &types = ggml_backend_cpu_get_extra_buffer_types();
    if (has_formats()) types.insert(types.begin(), buffer_type());
    return has_formats();
}();

}  // namespace

const char *products_name() {
    // A change of the sums has to change the number.
    return !has_formats() ? "" : attention_is_ours() ? "products 1, attention 1" : "products 1";
}

size_t arranged_bytes(const llama_model *model) {
    size_t bytes = 0;
    for (const auto &named : llama_internal_get_tensor_map(model))
        if (!ggml_backend_buffer_is_host(named.second->buffer)) bytes += ggml_nbytes(named.second);
    return bytes;
}

bool sums_alike(const llama_model *model) {
    const auto &tensors = llama_internal_get_tensor_map(model);
    const auto is_table = [](const auto &named) { return named.first == "token_embd.weight"; };
    // The table of tokens is looked up; where there is no other matrix for the scores it's there once more, to be multiplied.
    const bool has_scores = std::any_of(tensors.begin(), tensors.end(), [&](const auto &named) {
        return (is_table(named) || named.first == "output.weight") && is_ours(named.second);
    });
    return has_scores && std::all_of(tensors.begin(), tensors.end(), [&](const auto &named) {
        return ggml_n_dims(named.second) == 1 || is_ours(named.second) || is_table(named);
    });
}

}  // namespace cllama
