// One HTTP request through libcurl, which is opened when the first one is made: linked, it and its thirty libraries
// would cost every start some 12 ms, and the program that holds charts has no use for them. Options are asked for by
// name (curl_easy_option_by_name, libcurl 7.73 and later), so that no number of libcurl's stands here.
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>
#include <stdint.h>

/// What a request ends with, beside libcurl's own codes (0 done, positive).
enum { CCURL_NOT_INSTALLED = -1, CCURL_TOO_OLD = -2 };

/// libcurl's codes that are told apart, as its documentation numbers them (libcurl-errors).
enum {
    CCURL_OK = 0,
    CCURL_PROTOCOL = 1,
    CCURL_ADDRESS = 3,
    CCURL_CUT = 18,
    CCURL_STOPPED_WRITING = 23,
    CCURL_TOO_SLOW = 28,
    CCURL_TLS = 35,
    CCURL_STOPPED = 42,
    CCURL_REDIRECTS = 47,
    CCURL_NOTHING = 52,
    CCURL_SENDING = 55,
    CCURL_RECEIVING = 56,
    CCURL_CERTIFICATE = 60,
    CCURL_AUTHORITIES = 77,
    CCURL_STREAM = 92,
};

typedef struct {
    const char *url;
    /// Whole header lines such as "Range: bytes=5-", each ended by a line feed; empty lines are left out.
    const char *headers;
    /// What is sent with POST; NULL asks with GET.
    const void *body;
    long body_length;
    /// A PEM file of authorities that are trusted beside the system's; NULL: none.
    const char *authorities;
    long connect_milliseconds;
    /// Slower than this for so long: the request ends with CCURL_TOO_SLOW. 0: as slow as it likes.
    long least_bytes_per_second, least_for_seconds;
    /// 0: an answer that redirects is an answer like another.
    long most_redirects;
    /// Allows http:// for the address and for where it is redirected to; https:// always is allowed, nothing else is.
    int allows_http;
    /// Doesn't ask a proxy, whatever the environment says.
    int is_local;
} ccurl_request;

/// Each header line, status lines and the empty last line included; false ends the request.
typedef int (*ccurl_head)(const char *line, size_t length, void *user);
/// The next bytes of the body; false ends the request.
typedef int (*ccurl_body)(const char *bytes, size_t length, void *user);
/// Asked every 50 ms or more often; true ends the request with CCURL_STOPPED.
typedef int (*ccurl_stop)(void *user);

/// Blocks until the request has ended. `detail` receives libcurl's words on what went wrong (at least 256 bytes).
int ccurl_send(const ccurl_request *request, ccurl_head head, ccurl_body body, ccurl_stop stop, void *user,
               char *detail);
/// libcurl's version text, or NULL where it isn't installed.
const char *ccurl_version(void);

#endif
