#pragma once
#include <sodium.h>

/* The sizes and tags are macros with casts and calls that Swift can't import. */

enum {
    csodium_key_bytes = crypto_secretstream_xchacha20poly1305_KEYBYTES,
    csodium_header_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    csodium_added_bytes = crypto_secretstream_xchacha20poly1305_ABYTES,
    csodium_tag_message = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
    csodium_tag_final = crypto_secretstream_xchacha20poly1305_TAG_FINAL
};
