#include <elf.h>
#include <link.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "CLlama.h"
#include "guard.hpp"
#include "products/products.hpp"

namespace {

constexpr size_t aligned(size_t bytes) { return (bytes + 3) & ~size_t(3); }

/// The linker's digest of a library's contents, as hexadecimal digits.
void append_build_id(const dl_phdr_info &info, const ElfW(Phdr) & header, std::string &text) {
    const auto *note = reinterpret_cast<const uint8_t *>(info.dlpi_addr + header.p_vaddr);
    const uint8_t *end = note + header.p_memsz;
    while (note + sizeof(ElfW(Nhdr)) <= end) {
        ElfW(Nhdr) facts;
        std::memcpy(&facts, note, sizeof facts);
        const uint8_t *name = note + sizeof facts;
        const uint8_t *id = name + aligned(facts.n_namesz);
        if (facts.n_type == NT_GNU_BUILD_ID && facts.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0) {
            if (!text.empty()) text += ' ';
            for (size_t i = 0; i < facts.n_descsz; ++i)
                for (const int digit : {id[i] >> 4, id[i] & 15}) text += "0123456789abcdef"[digit];
            return;
        }
        note = id + aligned(facts.n_descsz);
    }
}

int visit(dl_phdr_info *info, size_t, void *user) {
    const char *slash = info->dlpi_name == nullptr ? nullptr : std::strrchr(info->dlpi_name, '/');
    if (slash == nullptr) return 0;
    if (std::strncmp(slash, "/libllama", 9) != 0 && std::strncmp(slash, "/libggml", 8) != 0) return 0;
    for (int i = 0; i < info->dlpi_phnum; ++i)
        if (info->dlpi_phdr[i].p_type == PT_NOTE)
            append_build_id(*info, info->dlpi_phdr[i], *static_cast<std::string *>(user));
    return 0;
}

}  // namespace

const char *cllama_build(void) {
    return cllama::guarded("", [] {
        static const std::string text = [] {
            std::string ids;
            dl_iterate_phdr(visit, &ids);
            return ids + " " + cllama::products_name();
        }();
        return text.c_str();
    });
}
