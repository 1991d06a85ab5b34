#if defined(__x86_64__)
#include "lanes-avx512.hpp"

#include "kernels.hpp"

const cllama::Formats &cllama::avx512_formats() {
    static constexpr auto all = avx512::formats(std::make_integer_sequence<int, avx512::at_once>());
    return all;
}
#endif
