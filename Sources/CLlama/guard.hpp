#pragma once
#include <exception>
#include <string>

namespace cllama {

inline std::string &error_text() {
    thread_local std::string text;
    return text;
}

/// Runs `body`; an exception becomes `failure` and a text that cllama_error gives out.
template <typename Body, typename Value>
Value guarded(Value failure, Body body) noexcept {
    try {
        error_text().clear();
        return body();
    } catch (const std::exception &error) {
        try {
            error_text() = error.what();
        } catch (...) {
        }
    } catch (...) {
        try {
            error_text() = "an unknown exception";
        } catch (...) {
        }
    }
    return failure;
}

}  // namespace cllama
