// The engine's C door. No llama.cpp type stands here, so that Swift sees only what is used, and every call is
// guarded: a C++ exception ends inside and comes back as an error value with a text (cllama_error).
#ifndef CLLAMA_H
#define CLLAMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cllama_model cllama_model;
typedef struct cllama_context cllama_context;
typedef struct cllama_sampler cllama_sampler;
typedef struct cllama_adapter cllama_adapter;

/// Asked often while the engine works, on the engine's thread; true stops the work.
typedef bool (*cllama_stop)(void *user);
/// Told how far loading is, 0 to 1; false stops it.
typedef bool (*cllama_progress)(float done, void *user);

enum { CLLAMA_EXCEPTION = -100, CLLAMA_NOT_A_NUMBER = -101 };

// Process-wide ----------------------------------------------------------------------------------------------

/// Captures the engine's log, keeps it from starting a debugger and sets it up. Once; later calls do nothing.
void cllama_prepare(void);
/// "llama.cpp 0.5.0-dev (0c1e570), ggml 0.25.3"
const char *cllama_version(void);
/// The build IDs of the engine's libraries, which a build of another version or with other flags hasn't (they have no commit
/// in their version), and what is computed by products of our own: what a saved state's keys and values depend on.
const char *cllama_build(void);
/// Why the last failing call on this thread failed; valid until the next call on this thread.
const char *cllama_error(void);
/// A place in the log, to ask later for what came after it.
int64_t cllama_log_mark(void);
/// Warnings and errors logged since `mark`, oldest first, a line each; bytes written without the final zero.
size_t cllama_log_copy(int64_t mark, char *out, size_t capacity);
/// Bytes of a tensor in the file; -1 for a type or shape that can't be.
int64_t cllama_tensor_bytes(uint32_t type, const uint64_t *shape, uint32_t dimensions);
/// Gives up, for this whole process and for good, memory beyond so many bytes more than it has, processor time beyond so
/// many seconds, files, core dumps and privileges; the process ends with the thread that waits for it.
void cllama_confine(int64_t bytes_of_memory, int64_t seconds);

// Model -----------------------------------------------------------------------------------------------------

typedef struct {
    uint64_t parameters;
    uint64_t weight_bytes;
    int32_t trained_context;
    int32_t vocabulary;
    int32_t layers;
    /// -1: none is to be put in front of a prompt.
    int32_t leading_token;
    bool can_generate;
    /// Whether the cache can be cut back to any of its tokens: a recurrent state can't.
    bool can_cut;
    /// Bytes of weights that were arranged in memory of their own; the others lie in the file's.
    uint64_t arranged_bytes;
    /// Whether a token's scores are the same to the last bit with up to CLLAMA_MOST_OUTPUTS tokens computed at once, behind the
    /// same cells of the cache.
    bool sums_alike;
} cllama_model_facts;

/// `checks`: looks through all weights for values that can't be right.
cllama_model *cllama_model_load(const char *path, bool checks, cllama_progress progress, void *user);
void cllama_model_free(cllama_model *model);
cllama_model_facts cllama_model_get_facts(const cllama_model *model);
/// Returns the text's full length in bytes (at most capacity - 1 of them are written), or -1: no such key.
int32_t cllama_model_description(const cllama_model *model, char *out, size_t capacity);
/// The Jinja chat template, or NULL; valid as long as the model.
const char *cllama_model_template(const cllama_model *model);

// Vocabulary (safe from any thread) -------------------------------------------------------------------------

/// Returns the number of tokens; more than capacity: nothing useful was written, ask again; negative: failed.
int32_t cllama_tokenize(const cllama_model *model, const char *text, int32_t bytes, int32_t *out, int32_t capacity,
                        bool parse_special);
/// A token's bytes, nothing for control tokens. Returns the length needed; negative: failed.
int32_t cllama_piece(const cllama_model *model, int32_t token, char *out, int32_t capacity, bool shows_special);
bool cllama_is_control(const cllama_model *model, int32_t token);
bool cllama_is_end(const cllama_model *model, int32_t token);

// What is computed by kernels of our own, to compare it with what is true (any thread) ---------------------------

/// What the engine computes with weights of a ggml type, by registers of 8 or 16 lanes: rounds `rows` rows of weights to the
/// type, multiplies them and `count` tokens, and leaves in `weights` what they stand for after rounding. False: this processor
/// or this type has no products of ours.
bool cllama_multiply(uint32_t type, int32_t lanes, float *weights, int64_t columns, int64_t rows, const float *tokens,
                     int32_t count, float *out);

typedef struct {
    int32_t tokens, heads;
    /// Of the cache.
    int32_t cells, key_heads;
    /// Of a head.
    int32_t width;
} cllama_attention_shape;

/// Attention: `queries` are [heads][tokens][width], `keys` and `values` [key_heads][cells][width] (rounded to sixteen bits), `seen`
/// [tokens][cells], `out` [tokens][heads][width]. False: computed by the engine alone, or not at all.
bool cllama_attend(cllama_attention_shape shape, const float *queries, const float *keys, const float *values,
                   const bool *seen, int32_t threads, float *out);

// Context (one thread at a time) ----------------------------------------------------------------------------

typedef struct {
    uint32_t context_length;
    uint32_t batch_size;
    uint32_t sequences;
    int32_t threads;
} cllama_context_options;

cllama_context *cllama_context_new(cllama_model *model, cllama_context_options options);
void cllama_context_free(cllama_context *context);
uint32_t cllama_context_length(const cllama_context *context);
/// What is computed from now on is computed by so many threads.
void cllama_use_threads(cllama_context *context, int32_t threads);
/// Tokens of one sequence that are computed together, with those of others or alone.
typedef struct {
    int32_t sequence;
    /// Of the first of them.
    int32_t position;
    int32_t count;
    /// After how many of the last ones the scores are wanted.
    int32_t outputs;
} cllama_part;

/// Computes the parts' tokens, which stand in `tokens` one part after the other, in place of what their sequences hold from
/// there on. 0 done, 1 no room, 2 stopped, negative: failed.
int32_t cllama_decode(cllama_context *context, const int32_t *tokens, const cllama_part *parts, int32_t count,
                      cllama_stop stop, void *user);
/// Forgets a sequence's tokens from `position` on; false: this model can only forget whole sequences.
bool cllama_remove(cllama_context *context, int32_t sequence, int32_t position);
/// Lets the sequence `to` hold the first `count` tokens of `from` instead of its own, without computing or copying them;
/// false: this model can't.
bool cllama_share(cllama_context *context, int32_t from, int32_t to, int32_t count);
/// Tokens a sequence holds.
int32_t cllama_sequence_length(const cllama_context *context, int32_t sequence);

// Saved states (the context's thread) ------------------------------------------------------------------------

/// How keys and values lie in a state, such as "f16 f16"; states of another layout can't be read.
const char *cllama_state_layout(const cllama_context *context);
/// Bytes of a sequence's state, at most; 0: there is none, or this model's can't be kept.
size_t cllama_state_size(const cllama_context *context, int32_t sequence);
/// Copies the keys and values of all of a sequence's tokens; returns how many bytes were written, 0: failed.
size_t cllama_state_get(cllama_context *context, int32_t sequence, uint8_t *out, size_t capacity);
/// Puts them back in the place of what the sequence holds. The engine checks little and asserts much: only for bytes that are
/// known to come from cllama_state_get, of the same build, model and layout. False: no room; the sequence is empty then.
bool cllama_state_set(cllama_context *context, int32_t sequence, const uint8_t *bytes, size_t count);

// Adapters (the context's thread) ----------------------------------------------------------------------------

/// Low-rank changes to the weights (LoRA) from a GGUF file; they live as long as the model. NULL: refused.
cllama_adapter *cllama_adapter_load(cllama_model *model, const char *path);
/// The tokens from which on an activated adapter is to be used, as many as fit into `out`; returns how many there are: 0 for
/// one that is used everywhere.
int32_t cllama_adapter_invocation(const cllama_adapter *adapter, int32_t *out, int32_t capacity);
/// What is computed from now on is computed with this adapter alone, NULL for none; false: the engine failed.
bool cllama_use_adapter(cllama_context *context, const cllama_adapter *adapter, float scale);

// Sampling --------------------------------------------------------------------------------------------------

/// The most tokens of a sequence after each of which one decode can give the scores, and of all sequences together where
/// there are fewer of them.
enum { CLLAMA_MOST_OUTPUTS = 16 };

/// The likeliest token after one of the last decoded ones, or a negative error. `row` counts the tokens with scores, of all
/// parts, from the end: -1 is the last.
int32_t cllama_greedy(cllama_context *context, int32_t row);
/// `grammar` in GBNF with the symbol `root`, or an empty text for none; NULL comes back where it can't be read. Without a
/// temperature the likeliest allowed token is taken.
cllama_sampler *cllama_sampler_new(const cllama_model *model, float temperature, float top_p, uint32_t seed,
                                   const char *grammar);
void cllama_sampler_free(cllama_sampler *sampler);
/// A token drawn after one of the last decoded ones (`row` as above), or a negative error. The sampler doesn't count it as
/// taken yet, so that another one can be drawn.
int32_t cllama_sample(cllama_sampler *sampler, cllama_context *context, int32_t row);
/// Tells the sampler which token was taken; false: its grammar doesn't allow that one.
bool cllama_accept(cllama_sampler *sampler, int32_t token);
/// Keeps a token from being chosen after one of the last decoded ones, until cllama_include gives all of them back.
void cllama_exclude(cllama_context *context, int32_t token, int32_t row);
void cllama_include(cllama_context *context);
/// How probable a token was after one of the last decoded ones (`row` as above), 0 to 1, by the model's own scores,
/// whatever samplers then did with them; or a negative error.
double cllama_probability(const cllama_context *context, int32_t token, int32_t row);

#ifdef __cplusplus
}
#endif

#endif
