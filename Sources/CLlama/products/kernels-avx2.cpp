#if defined(__x86_64__)
#include "lanes-avx2.hpp"

#include "kernels.hpp"

const cllama::Formats &cllama::avx2_formats() {
    static constexpr auto all = avx2::formats(std::make_integer_sequence<int, avx2::at_once>());
    return all;
}
#endif
