// Two engines over one model file: one reads prompts, the other writes answers.
//
// The engine's prompt kernels are fastest on weights as they lie in the file, its one-token kernels on weights that
// were rearranged while loading; no single arrangement serves both. So each sequence's keys and values are computed
// where it's fastest and carried over where they are needed next, 28 kB a token for a 1.5B model: for a prompt
// of a thousand tokens some 10 ms against the seconds that are gained.
#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>

#include "llama.h"

namespace cllama {

inline int32_t length(const llama_context *context, int32_t sequence) {
    return llama_memory_seq_pos_max(llama_get_memory(context), sequence) + 1;
}

inline bool truncate(llama_context *context, int32_t sequence, int32_t position) {
    return llama_memory_seq_rm(llama_get_memory(context), sequence, position, -1);
}

/// Both contexts always hold a beginning of the same sequence; the longer one holds all of it.
class Twin {
public:
    llama_context *reader = nullptr;
    /// Null when one engine does both.
    llama_context *writer = nullptr;
    /// False: the reader writes too.
    bool uses_writer = true;

    ~Twin() {
        if (writer != nullptr) llama_free(writer);
        if (reader != nullptr) llama_free(reader);
    }

    int32_t length(int32_t sequence) const {
        const int32_t read = cllama::length(reader, sequence);
        return writer == nullptr ? read : std::max(read, cllama::length(writer, sequence));
    }

    bool truncate(int32_t sequence, int32_t position) {
        const bool is_cut = cllama::truncate(reader, sequence, position);
        return writer == nullptr ? is_cut : cllama::truncate(writer, sequence, position) && is_cut;
    }

    /// Lets `to` begin with the first `count` tokens of `from`; both then share the same cells.
    void share(int32_t from, int32_t to, int32_t count) {
        for (llama_context *context : {reader, writer}) {
            if (context == nullptr) continue;
            cllama::truncate(context, to, 0);
            llama_memory_seq_cp(llama_get_memory(context), from, to, 0, count);
        }
    }

    /// The context that holds all of a sequence.
    llama_context *holder(int32_t sequence) const {
        const bool wrote = writer != nullptr && cllama::length(writer, sequence) > cllama::length(reader, sequence);
        return wrote ? writer : reader;
    }

    /// Lets a sequence hold a state and nothing else, or nothing at all where there is no room for it. The writer gets it
    /// once it is to go on.
    bool restore(int32_t sequence, const uint8_t *bytes, size_t count) {
        truncate(sequence, 0);
        const bool is_read = llama_state_seq_set_data(reader, bytes, count, sequence) == count;
        if (is_read && llama_memory_seq_pos_min(llama_get_memory(reader), sequence) == 0) return true;
        truncate(sequence, 0);
        return false;
    }

    /// The context that is to compute the next tokens, holding what comes before `position`; null: no room in it.
    llama_context *turn_to(int32_t sequence, int32_t position, bool writes) {
        if (writer == nullptr) return reader;
        writes = writes && uses_writer;
        llama_context *target = writes ? writer : reader;
        llama_context *other = writes ? reader : writer;
        // What lies beyond is about to be replaced.
        cllama::truncate(target, sequence, position);
        cllama::truncate(other, sequence, position);
        if (cllama::length(target, sequence) < cllama::length(other, sequence) && !carry(other, target, sequence))
            return nullptr;
        return target;
    }

private:
    std::unique_ptr<uint8_t[]> buffer;
    size_t capacity = 0;

    bool carry(llama_context *from, llama_context *to, int32_t sequence) {
        const size_t size = llama_state_seq_get_size(from, sequence);
        if (size > capacity) {
            // `new` without parentheses: hundreds of megabytes needn't be zeroed first.
            buffer.reset(new uint8_t[size]);
            capacity = size;
        }
        cllama::truncate(to, sequence, 0);
        const size_t copied = llama_state_seq_get_data(from, buffer.get(), size, sequence);
        return copied > 0 && llama_state_seq_set_data(to, buffer.get(), copied, sequence) > 0;
    }
};

}  // namespace cllama
