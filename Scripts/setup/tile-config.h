// Read before every C++ file of the engine. GCC 12's _tile_loadconfig tells the compiler of the first eight bytes of a tile
// configuration alone, so that the rest may be left unwritten and the first AMX product ends in an illegal instruction.
#if defined(__x86_64__) && defined(__AMX_TILE__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>
#undef _tile_loadconfig
#define _tile_loadconfig(config) __asm__ volatile("ldtilecfg %X0" ::"m"(*(const char(*)[64])(config)))
#endif
