#include "CLlama.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ggml.h"
#include "guard.hpp"
#include "llama.h"
#include "log.hpp"
#include "products/products.hpp"

using cllama::guarded;

struct cllama_adapter {
    llama_adapter_lora *lora = nullptr;
};

struct cllama_model {
    llama_model *model = nullptr;
    const llama_vocab *vocab = nullptr;
    std::vector<llama_logit_bias> suppressed;
    /// The engine frees what they hold with its model.
    std::vector<std::unique_ptr<cllama_adapter>> adapters;

    ~cllama_model() {
        if (model != nullptr) llama_model_free(model);
    }
};

struct cllama_context {
    const cllama_model *owner = nullptr;
    llama_context *engine = nullptr;
    llama_batch batch = {};
    int32_t batch_size = 0;
    /// Tokens with scores in one decode.
    int32_t most_outputs = 0;
    /// How keys and values lie in a state.
    std::string layout;
    cllama_stop stop = nullptr;
    void *user = nullptr;
    /// Where scores were taken out, and what they were.
    std::vector<std::pair<float *, float>> excluded;

    ~cllama_context() {
        if (batch.token != nullptr) llama_batch_free(batch);
        if (engine != nullptr) llama_free(engine);
    }

    llama_memory_t memory() const { return llama_get_memory(engine); }

    int32_t length(int32_t sequence) const { return llama_memory_seq_pos_max(memory(), sequence) + 1; }

    static bool should_stop(void *self) {
        auto *context = static_cast<cllama_context *>(self);
        return context->stop != nullptr && context->stop(context->user);
    }
};

struct cllama_sampler {
    llama_sampler *chain = nullptr;
    /// Kept: a vocabulary's worth of them is needed for every token.
    std::vector<llama_token_data> candidates;

    ~cllama_sampler() {
        if (chain != nullptr) llama_sampler_free(chain);
    }
};

namespace {

/// Some layers forget what lies far back: their state isn't that of all tokens.
bool forgets(const llama_model *model) { return llama_model_n_swa(model) > 0; }

bool can_cut(const llama_model *model) { return !llama_model_is_recurrent(model) && !llama_model_is_hybrid(model); }

template <typename Body>
void guarded_free(Body body) noexcept {
    guarded(0, [&] {
        body();
        return 0;
    });
}

/// Scores are looked through in lanes that don't wait for each other: a vocabulary has 150,000, and every token of an answer asks.
constexpr int32_t lanes = 16;

struct Largest {
    float score;
    /// Whether all are numbers below infinity. Minus infinity is a model's way to exclude a token.
    bool is_sound;
};

Largest largest(const float *scores, int32_t count) {
    float most[lanes];
    int32_t unsound[lanes] = {};
    std::fill_n(most, lanes, -std::numeric_limits<float>::infinity());
    const int32_t whole = count - count % lanes;
    for (int32_t i = 0; i < whole; i += lanes)
        for (int32_t lane = 0; lane < lanes; ++lane) {
            const float score = scores[i + lane];
            most[lane] = score > most[lane] ? score : most[lane];
            unsound[lane] |= score < std::numeric_limits<float>::infinity() ? 0 : 1;
        }
    Largest result = {*std::max_element(most, most + lanes), std::count(unsound, unsound + lanes, 0) == lanes};
    for (int32_t i = whole; i < count; ++i) {
        result.score = std::max(result.score, scores[i]);
        result.is_sound &= scores[i] < std::numeric_limits<float>::infinity();
    }
    return result;
}

// All logits after a computed token, or null when one isn't a number: damaged weights give those, and the samplers would pick a
// token all the same.
float *checked_logits(cllama_context *context, int32_t row) {
    float *logits = llama_get_logits_ith(context->engine, row);
    if (logits == nullptr) return nullptr;
    return largest(logits, llama_vocab_n_tokens(context->owner->vocab)).is_sound ? logits : nullptr;
}

/// e to the power of x within 2 in 10^6, for x from -86 to 0, without a branch: compilers make vector code of it.
inline float quick_exp(float x) {
    const float scaled = (x < -86 ? -86 : x) * 1.44269504f;
    const int32_t whole = int32_t(scaled - 0.5f);
    const float rest = (scaled - float(whole)) * 0.693147181f;
    const float fraction =
        1 + rest * (1 + rest * (1 / 2.0f + rest * (1 / 6.0f + rest * (1 / 24.0f + rest * (1 / 120.0f + rest / 720)))));
    const int32_t bits = (whole + 127) << 23;
    float power;
    std::memcpy(&power, &bits, sizeof power);
    return power * fraction;
}

/// The share that one of the scores has of the sum of all, as softmax gives it.
double softmax(const float *scores, int32_t count, int32_t chosen) {
    const float top = largest(scores, count).score;
    float sums[lanes] = {};
    const int32_t whole = count - count % lanes;
    for (int32_t i = 0; i < whole; i += lanes)
        for (int32_t lane = 0; lane < lanes; ++lane) sums[lane] += quick_exp(scores[i + lane] - top);
    double sum = 0;
    for (const float part : sums) sum += part;
    for (int32_t i = whole; i < count; ++i) sum += quick_exp(scores[i] - top);
    return std::min(1.0, std::exp(double(scores[chosen]) - top) / sum);
}

void fail(const char *text) { cllama::error_text() = text; }

std::vector<llama_logit_bias> suppressed_tokens(const llama_vocab *vocab) {
    int32_t count = 0;
    const llama_token *tokens = llama_vocab_get_suppress_tokens(vocab, &count);
    std::vector<llama_logit_bias> biases;
    for (int32_t i = 0; tokens != nullptr && i < count; ++i)
        biases.push_back({tokens[i], -std::numeric_limits<float>::infinity()});
    return biases;
}

/// Puts the parts' tokens into the batch; false where they are none or too many, over which the engine would abort.
bool fill(cllama_context &context, const int32_t *tokens, const cllama_part *parts, int32_t count) {
    llama_batch &batch = context.batch;
    batch.n_tokens = 0;
    int32_t outputs = 0;
    for (const cllama_part *part = parts; part < parts + count; ++part) {
        outputs += part->outputs;
        if (part->count <= 0 || part->count > context.batch_size - batch.n_tokens || part->outputs < 0 ||
            part->outputs > std::min(part->count, int32_t(CLLAMA_MOST_OUTPUTS)) || outputs > context.most_outputs)
            return false;
        for (int32_t i = 0; i < part->count; ++i) {
            const int32_t place = batch.n_tokens++;
            batch.token[place] = *tokens++;
            batch.pos[place] = part->position + i;
            batch.n_seq_id[place] = 1;
            batch.seq_id[place][0] = part->sequence;
            batch.logits[place] = i >= part->count - part->outputs;
        }
    }
    return batch.n_tokens > 0;
}

}  // namespace

// Process-wide ----------------------------------------------------------------------------------------------

void cllama_prepare(void) {
    static std::once_flag once;
    guarded_free([] {
        std::call_once(once, [] {
            // Without this an assertion of the engine starts a debugger on the process.
            setenv("GGML_NO_BACKTRACE", "1", 1);
            unsetenv("GGML_BACKEND_PATH");
            llama_log_set(cllama::log_line, nullptr);
            llama_backend_init();
        });
    });
}

const char *cllama_version(void) {
    return guarded("llama.cpp", [] {
        static const std::string text = std::string("llama.cpp ") + llama_version() + ", ggml " + ggml_version();
        return text.c_str();
    });
}

const char *cllama_error(void) { return cllama::error_text().c_str(); }

int64_t cllama_log_mark(void) { return guarded(int64_t(0), [] { return cllama::log_mark(); }); }

size_t cllama_log_copy(int64_t mark, char *out, size_t capacity) {
    return guarded(size_t(0), [&] { return cllama::log_copy(mark, out, capacity); });
}

int64_t cllama_tensor_bytes(uint32_t type, const uint64_t *shape, uint32_t dimensions) {
    if (type >= GGML_TYPE_COUNT || dimensions == 0 || dimensions > GGML_MAX_DIMS) return -1;
    const int64_t block = ggml_blck_size(ggml_type(type));
    const int64_t block_bytes = int64_t(ggml_type_size(ggml_type(type)));
    if (block <= 0 || block_bytes <= 0 || shape[0] % uint64_t(block) != 0) return -1;
    uint64_t elements = 1;
    for (uint32_t i = 0; i < dimensions; ++i)
        if (__builtin_mul_overflow(elements, shape[i], &elements)) return -1;
    uint64_t bytes = 0;
    if (__builtin_mul_overflow(elements / uint64_t(block), uint64_t(block_bytes), &bytes)) return -1;
    return bytes > uint64_t(INT64_MAX) ? -1 : int64_t(bytes);
}

// Model -----------------------------------------------------------------------------------------------------

cllama_model *cllama_model_load(const char *path, bool checks, cllama_progress progress, void *user) {
    return guarded(static_cast<cllama_model *>(nullptr), [&]() -> cllama_model * {
        llama_model_params params = llama_model_default_params();
        params.n_gpu_layers = 0;
        params.load_mode = LLAMA_LOAD_MODE_MMAP;
        params.use_extra_bufts = true;
        params.check_tensors = checks;
        params.progress_callback = progress;
        params.progress_callback_user_data = user;
        auto result = std::make_unique<cllama_model>();
        result->model = llama_model_load_from_file(path, params);
        if (result->model == nullptr) return nullptr;
        result->vocab = llama_model_get_vocab(result->model);
        result->suppressed = suppressed_tokens(result->vocab);
        return result.release();
    });
}

void cllama_model_free(cllama_model *model) {
    guarded_free([&] { delete model; });
}

cllama_model_facts cllama_model_get_facts(const cllama_model *model) {
    return guarded(cllama_model_facts{}, [&] {
        const llama_model *inner = model->model;
        cllama_model_facts facts = {};
        facts.parameters = llama_model_n_params(inner);
        facts.weight_bytes = llama_model_size(inner);
        facts.trained_context = llama_model_n_ctx_train(inner);
        facts.vocabulary = llama_vocab_n_tokens(model->vocab);
        facts.layers = llama_model_n_layer(inner);
        facts.leading_token = llama_vocab_get_add_bos(model->vocab) ? llama_vocab_bos(model->vocab) : -1;
        facts.can_generate = llama_model_has_decoder(inner) && !llama_model_has_encoder(inner) &&
                             !llama_model_is_diffusion(inner) && facts.vocabulary > 0 &&
                             llama_vocab_type(model->vocab) != LLAMA_VOCAB_TYPE_NONE;
        facts.can_cut = can_cut(inner);
        facts.arranged_bytes = cllama::arranged_bytes(inner);
        facts.sums_alike = cllama::sums_alike(inner);
        return facts;
    });
}

int32_t cllama_model_description(const cllama_model *model, char *out, size_t capacity) {
    return guarded(-1, [&] { return llama_model_desc(model->model, out, capacity); });
}

const char *cllama_model_template(const cllama_model *model) {
    return guarded(static_cast<const char *>(nullptr), [&] { return llama_model_chat_template(model->model, nullptr); });
}

// Vocabulary ------------------------------------------------------------------------------------------------

int32_t cllama_tokenize(const cllama_model *model, const char *text, int32_t bytes, int32_t *out, int32_t capacity,
                        bool parse_special) {
    return guarded(int32_t(CLLAMA_EXCEPTION), [&]() -> int32_t {
        const int32_t count = llama_tokenize(model->vocab, text, bytes, out, capacity, false, parse_special);
        if (count == std::numeric_limits<int32_t>::min()) {
            fail("the text is too long");
            return CLLAMA_EXCEPTION;
        }
        return count < 0 ? -count : count;
    });
}

int32_t cllama_piece(const cllama_model *model, int32_t token, char *out, int32_t capacity, bool shows_special) {
    return guarded(int32_t(CLLAMA_EXCEPTION), [&]() -> int32_t {
        const int32_t count = llama_token_to_piece(model->vocab, token, out, capacity, 0, shows_special);
        return count < 0 ? -count : count;
    });
}

bool cllama_is_control(const cllama_model *model, int32_t token) {
    return guarded(true, [&] { return llama_vocab_is_control(model->vocab, token); });
}

bool cllama_is_end(const cllama_model *model, int32_t token) {
    return guarded(true, [&] { return llama_vocab_is_eog(model->vocab, token); });
}

// Context ---------------------------------------------------------------------------------------------------

cllama_context *cllama_context_new(cllama_model *model, cllama_context_options options) {
    return guarded(static_cast<cllama_context *>(nullptr), [&]() -> cllama_context * {
        auto result = std::make_unique<cllama_context>();
        llama_context_params params = llama_context_default_params();
        params.n_ctx = options.context_length;
        params.n_batch = options.batch_size;
        params.n_ubatch = options.batch_size;
        params.n_seq_max = options.sequences;
        // A few tokens' logits at a time, but the engine asserts room for one in every sequence. The default
        // reserves a whole batch of them: hundreds of megabytes.
        params.n_outputs_max = std::max(options.sequences, uint32_t(CLLAMA_MOST_OUTPUTS));
        params.n_outputs_max_per_seq = CLLAMA_MOST_OUTPUTS;
        params.n_threads = options.threads;
        params.n_threads_batch = options.threads;
        params.kv_unified = true;
        params.no_perf = true;
        params.abort_callback = cllama_context::should_stop;
        params.abort_callback_data = result.get();
        result->owner = model;
        result->engine = llama_init_from_model(model->model, params);
        if (result->engine == nullptr) return nullptr;
        result->layout = std::string(ggml_type_name(params.type_k)) + " " + ggml_type_name(params.type_v);
        result->batch_size = int32_t(options.batch_size);
        result->most_outputs = int32_t(params.n_outputs_max);
        result->batch = llama_batch_init(result->batch_size, 0, 1);
        return result.release();
    });
}

void cllama_context_free(cllama_context *context) {
    guarded_free([&] { delete context; });
}

uint32_t cllama_context_length(const cllama_context *context) {
    return guarded(uint32_t(0), [&] { return llama_n_ctx(context->engine); });
}

void cllama_use_threads(cllama_context *context, int32_t threads) {
    guarded_free([&] { llama_set_n_threads(context->engine, threads, threads); });
}

int32_t cllama_decode(cllama_context *context, const int32_t *tokens, const cllama_part *parts, int32_t count,
                      cllama_stop stop, void *user) {
    context->stop = stop;
    context->user = user;
    const int32_t code = guarded(int32_t(CLLAMA_EXCEPTION), [&]() -> int32_t {
        if (!fill(*context, tokens, parts, count)) {
            fail("the batch is empty or too large");
            return CLLAMA_EXCEPTION;
        }
        // What lies beyond is about to be replaced.
        for (const cllama_part *part = parts; part < parts + count; ++part)
            llama_memory_seq_rm(context->memory(), part->sequence, part->position, -1);
        return llama_decode(context->engine, context->batch);
    });
    context->stop = nullptr;
    context->user = nullptr;
    return code;
}

bool cllama_remove(cllama_context *context, int32_t sequence, int32_t position) {
    return guarded(false, [&] { return llama_memory_seq_rm(context->memory(), sequence, position, -1); });
}

bool cllama_share(cllama_context *context, int32_t from, int32_t to, int32_t count) {
    return guarded(false, [&] {
        // A recurrent state is that of the whole sequence, never of its beginning.
        if (!can_cut(context->owner->model)) return false;
        llama_memory_seq_rm(context->memory(), to, 0, -1);
        llama_memory_seq_cp(context->memory(), from, to, 0, count);
        return context->length(to) == count;
    });
}

int32_t cllama_sequence_length(const cllama_context *context, int32_t sequence) {
    return guarded(0, [&] { return context->length(sequence); });
}

// Saved states ----------------------------------------------------------------------------------------------

const char *cllama_state_layout(const cllama_context *context) { return context->layout.c_str(); }

size_t cllama_state_size(const cllama_context *context, int32_t sequence) {
    return guarded(size_t(0), [&]() -> size_t {
        // Only what can be cut back to what a prompt shares with it is of use later.
        const llama_model *model = context->owner->model;
        if (!can_cut(model) || forgets(model) || context->length(sequence) == 0) return 0;
        return llama_state_seq_get_size(context->engine, sequence);
    });
}

size_t cllama_state_get(cllama_context *context, int32_t sequence, uint8_t *out, size_t capacity) {
    return guarded(size_t(0), [&]() -> size_t {
        return llama_state_seq_get_data(context->engine, out, capacity, sequence);
    });
}

bool cllama_state_set(cllama_context *context, int32_t sequence, const uint8_t *bytes, size_t count) {
    return guarded(false, [&] {
        llama_memory_seq_rm(context->memory(), sequence, 0, -1);
        const bool is_read = llama_state_seq_set_data(context->engine, bytes, count, sequence) == count;
        if (is_read && llama_memory_seq_pos_min(context->memory(), sequence) == 0) return true;
        llama_memory_seq_rm(context->memory(), sequence, 0, -1);
        return false;
    });
}

// Adapters --------------------------------------------------------------------------------------------------

cllama_adapter *cllama_adapter_load(cllama_model *model, const char *path) {
    return guarded(static_cast<cllama_adapter *>(nullptr), [&]() -> cllama_adapter * {
        auto result = std::make_unique<cllama_adapter>();
        result->lora = llama_adapter_lora_init(model->model, path);
        if (result->lora == nullptr) return nullptr;
        model->adapters.push_back(std::move(result));
        return model->adapters.back().get();
    });
}

int32_t cllama_adapter_invocation(const cllama_adapter *adapter, int32_t *out, int32_t capacity) {
    return guarded(0, [&]() -> int32_t {
        const auto count = int32_t(llama_adapter_get_alora_n_invocation_tokens(adapter->lora));
        if (count > 0)
            std::copy_n(llama_adapter_get_alora_invocation_tokens(adapter->lora), std::min(count, capacity), out);
        return count;
    });
}

bool cllama_use_adapter(cllama_context *context, const cllama_adapter *adapter, float scale) {
    return guarded(false, [&] {
        llama_adapter_lora *lora = adapter == nullptr ? nullptr : adapter->lora;
        return llama_set_adapters_lora(context->engine, &lora, lora == nullptr ? 0 : 1, &scale) == 0;
    });
}

// Sampling --------------------------------------------------------------------------------------------------

int32_t cllama_greedy(cllama_context *context, int32_t row) {
    return guarded(int32_t(CLLAMA_EXCEPTION), [&]() -> int32_t {
        float *logits = llama_get_logits_ith(context->engine, row);
        if (logits == nullptr) return CLLAMA_NOT_A_NUMBER;
        for (const llama_logit_bias &bias : context->owner->suppressed) logits[bias.token] = bias.bias;
        const int32_t count = llama_vocab_n_tokens(context->owner->vocab);
        const Largest best = largest(logits, count);
        if (!best.is_sound) return CLLAMA_NOT_A_NUMBER;
        return int32_t(std::find(logits, logits + count, best.score) - logits);
    });
}

cllama_sampler *cllama_sampler_new(const cllama_model *model, float temperature, float top_p, uint32_t seed,
                                   const char *grammar) {
    return guarded(static_cast<cllama_sampler *>(nullptr), [&]() -> cllama_sampler * {
        auto result = std::make_unique<cllama_sampler>();
        result->chain = llama_sampler_chain_init(llama_sampler_chain_default_params());
        if (result->chain == nullptr) return nullptr;
        if (!model->suppressed.empty())
            llama_sampler_chain_add(result->chain, llama_sampler_init_logit_bias(
                llama_vocab_n_tokens(model->vocab), int32_t(model->suppressed.size()), model->suppressed.data()));
        if (grammar[0] != 0) {
            llama_sampler *rules = llama_sampler_init_grammar(model->vocab, grammar, "root");
            if (rules == nullptr) return nullptr;
            llama_sampler_chain_add(result->chain, rules);
        }
        if (temperature <= 0) {
            llama_sampler_chain_add(result->chain, llama_sampler_init_greedy());
            return result.release();
        }
        llama_sampler_chain_add(result->chain, llama_sampler_init_top_k(40));
        llama_sampler_chain_add(result->chain, llama_sampler_init_top_p(top_p, 1));
        llama_sampler_chain_add(result->chain, llama_sampler_init_temp(temperature));
        // The engine's default seed means "a random one", which nobody could repeat.
        const uint32_t fixed = seed == LLAMA_DEFAULT_SEED ? seed - 1 : seed;
        llama_sampler_chain_add(result->chain, llama_sampler_init_dist(fixed));
        return result.release();
    });
}

void cllama_sampler_free(cllama_sampler *sampler) {
    guarded_free([&] { delete sampler; });
}

int32_t cllama_sample(cllama_sampler *sampler, cllama_context *context, int32_t row) {
    return guarded(int32_t(CLLAMA_EXCEPTION), [&]() -> int32_t {
        const float *logits = checked_logits(context, row);
        if (logits == nullptr) return CLLAMA_NOT_A_NUMBER;
        const int32_t count = llama_vocab_n_tokens(context->owner->vocab);
        sampler->candidates.resize(size_t(count));
        for (int32_t i = 0; i < count; ++i) sampler->candidates[size_t(i)] = {i, logits[i], 0};
        llama_token_data_array array = {sampler->candidates.data(), size_t(count), -1, false};
        llama_sampler_apply(sampler->chain, &array);
        if (array.selected < 0 || size_t(array.selected) >= array.size ||
            std::isinf(array.data[array.selected].logit)) {
            fail("no token is allowed here");
            return CLLAMA_EXCEPTION;
        }
        return array.data[array.selected].id;
    });
}

bool cllama_accept(cllama_sampler *sampler, int32_t token) {
    return guarded(false, [&] {
        llama_sampler_accept(sampler->chain, token);
        return true;
    });
}

void cllama_exclude(cllama_context *context, int32_t token, int32_t row) {
    guarded_free([&] {
        float *logits = llama_get_logits_ith(context->engine, row);
        if (logits == nullptr || token < 0 || token >= llama_vocab_n_tokens(context->owner->vocab)) return;
        context->excluded.emplace_back(logits + token, logits[token]);
        logits[token] = -std::numeric_limits<float>::infinity();
    });
}

void cllama_include(cllama_context *context) {
    // The latest first: a token may have been excluded twice.
    for (; !context->excluded.empty(); context->excluded.pop_back())
        *context->excluded.back().first = context->excluded.back().second;
}

double cllama_probability(const cllama_context *context, int32_t token, int32_t row) {
    return guarded(double(CLLAMA_EXCEPTION), [&]() -> double {
        const float *logits = llama_get_logits_ith(context->engine, row);
        const int32_t count = llama_vocab_n_tokens(context->owner->vocab);
        if (logits == nullptr || token < 0 || token >= count) {
            fail("there are no scores for this token");
            return CLLAMA_EXCEPTION;
        }
        const double probability = softmax(logits, count, token);
        return probability >= 0 ? probability : CLLAMA_NOT_A_NUMBER;
    });
}
