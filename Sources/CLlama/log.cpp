#include "log.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <mutex>
#include <string>

namespace {

struct Line {
    int64_t number;
    std::string text;
};

// A long run logs a lot; only what an error message could still need is kept.
constexpr size_t kept_lines = 64;
constexpr size_t longest_line = 2000;

struct Log {
    std::mutex lock;
    std::deque<Line> lines;
    int64_t last = 0;
    bool is_open = false;  // the newest line hasn't seen its line feed yet
    bool is_kept = false;  // whether continuations belong to a kept line
};

// Never destroyed: the engine may log while the process ends.
Log &shared() {
    static Log *log = new Log;
    return *log;
}

void append(Log &log, const char *text) {
    if (!log.is_open) {
        log.lines.push_back({++log.last, {}});
        if (log.lines.size() > kept_lines) log.lines.pop_front();
    }
    std::string &line = log.lines.back().text;
    line.append(text, std::min(std::strlen(text), longest_line - std::min(line.size(), longest_line)));
    log.is_open = line.empty() || line.back() != '\n';
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
}

}  // namespace

namespace cllama {

void log_line(ggml_log_level level, const char *text, void *) {
    if (text == nullptr) return;
    try {
        Log &log = shared();
        std::lock_guard<std::mutex> guard(log.lock);
        if (level != GGML_LOG_LEVEL_CONT) {
            log.is_kept = level == GGML_LOG_LEVEL_WARN || level == GGML_LOG_LEVEL_ERROR;
            log.is_open = false;
        }
        if (log.is_kept) append(log, text);
    } catch (...) {  // a log line isn't worth an answer
    }
}

int64_t log_mark() {
    Log &log = shared();
    std::lock_guard<std::mutex> guard(log.lock);
    log.is_open = false;
    return log.last;
}

size_t log_copy(int64_t mark, char *out, size_t capacity) {
    if (capacity == 0) return 0;
    Log &log = shared();
    std::lock_guard<std::mutex> guard(log.lock);
    size_t written = 0;
    for (const Line &line : log.lines) {
        if (line.number <= mark) continue;
        if (written + line.text.size() + 2 > capacity) break;
        if (written > 0) out[written++] = '\n';
        std::memcpy(out + written, line.text.data(), line.text.size());
        written += line.text.size();
    }
    out[written] = 0;
    return written;
}

}  // namespace cllama
