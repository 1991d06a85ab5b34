#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

// As in curl/options.h.
struct option {
    const char *name;
    int id;
    int type;
    unsigned flags;
};

static struct {
    void *(*init)(void);
    int (*setopt)(void *, int, ...);
    int (*perform)(void *);
    void (*cleanup)(void *);
    const struct option *(*option)(const char *);
    void *(*append)(void *, const char *);
    void (*forget)(void *);
    const char *(*version)(void);
    int is_installed;
} curl;

static void *find(void *library, const char *name) { return dlsym(library, name); }

static void open_library(void) {
    // The name of its interface since 2006; it is the same for all of Debian's variants but the GnuTLS one.
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return;
    curl.init = (void *(*)(void))find(library, "curl_easy_init");
    curl.setopt = (int (*)(void *, int, ...))find(library, "curl_easy_setopt");
    curl.perform = (int (*)(void *))find(library, "curl_easy_perform");
    curl.cleanup = (void (*)(void *))find(library, "curl_easy_cleanup");
    curl.option = (const struct option *(*)(const char *))find(library, "curl_easy_option_by_name");
    curl.append = (void *(*)(void *, const char *))find(library, "curl_slist_append");
    curl.forget = (void (*)(void *))find(library, "curl_slist_free_all");
    curl.version = (const char *(*)(void))find(library, "curl_version");
    curl.is_installed = curl.init && curl.setopt && curl.perform && curl.cleanup && curl.append && curl.forget &&
                        curl.version;
    int (*start)(long) = (int (*)(long))find(library, "curl_global_init");
    if (start != NULL) start(3);  // CURL_GLOBAL_ALL
}

static int is_installed(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, open_library);
    return curl.is_installed;
}

const char *ccurl_version(void) { return is_installed() ? curl.version() : NULL; }

struct listener {
    ccurl_head head;
    ccurl_body body;
    ccurl_stop stop;
    void *user;
};

static size_t hear_head(char *bytes, size_t size, size_t count, void *user) {
    struct listener *listener = user;
    return listener->head(bytes, size * count, listener->user) ? size * count : 0;
}

static size_t hear_body(char *bytes, size_t size, size_t count, void *user) {
    struct listener *listener = user;
    return listener->body(bytes, size * count, listener->user) ? size * count : 0;
}

static int hear_stop(void *user, int64_t all, int64_t done, int64_t sending, int64_t sent) {
    struct listener *listener = user;
    (void)all, (void)done, (void)sending, (void)sent;
    return listener->stop(listener->user);
}

// An option that this libcurl doesn't know leaves `missing` set: none is given up silently.
static void set_number(void *easy, const char *name, long value, int *missing) {
    const struct option *option = curl.option(name);
    if (option == NULL || curl.setopt(easy, option->id, value) != 0) *missing = 1;
}

static void set_pointer(void *easy, const char *name, const void *value, int *missing) {
    const struct option *option = curl.option(name);
    if (option == NULL || curl.setopt(easy, option->id, value) != 0) *missing = 1;
}

static void set_function(void *easy, const char *name, void (*value)(void), int *missing) {
    const struct option *option = curl.option(name);
    if (option == NULL || curl.setopt(easy, option->id, value) != 0) *missing = 1;
}

static int prepare(void *easy, const ccurl_request *request, void *headers, struct listener *listener, char *detail) {
    int missing = 0;
    // CURLPROTO_HTTP and CURLPROTO_HTTPS.
    long schemes = request->allows_http ? 3 : 2;
    set_number(easy, "PROTOCOLS", schemes, &missing);
    set_number(easy, "REDIR_PROTOCOLS", schemes, &missing);
    set_pointer(easy, "URL", request->url, &missing);
    set_pointer(easy, "ERRORBUFFER", detail, &missing);
    set_pointer(easy, "USERAGENT", "xinglin", &missing);
    set_pointer(easy, "HTTPHEADER", headers, &missing);
    set_number(easy, "FOLLOWLOCATION", 1, &missing);
    set_number(easy, "MAXREDIRS", request->most_redirects, &missing);
    set_number(easy, "CONNECTTIMEOUT_MS", request->connect_milliseconds, &missing);
    set_number(easy, "LOW_SPEED_LIMIT", request->least_bytes_per_second, &missing);
    set_number(easy, "LOW_SPEED_TIME", request->least_for_seconds, &missing);
    set_number(easy, "NOSIGNAL", 1, &missing);
    set_number(easy, "BUFFERSIZE", 256 << 10, &missing);
    if (request->is_local) set_pointer(easy, "NOPROXY", "*", &missing);
    set_function(easy, "HEADERFUNCTION", (void (*)(void))hear_head, &missing);
    set_pointer(easy, "HEADERDATA", listener, &missing);
    set_function(easy, "WRITEFUNCTION", (void (*)(void))hear_body, &missing);
    set_pointer(easy, "WRITEDATA", listener, &missing);
    set_function(easy, "XFERINFOFUNCTION", (void (*)(void))hear_stop, &missing);
    set_pointer(easy, "XFERINFODATA", listener, &missing);
    set_number(easy, "NOPROGRESS", 0, &missing);
    return !missing;
}

static void *with(void *headers, const char *line) {
    void *longer = line[0] != 0 ? curl.append(headers, line) : NULL;
    return longer != NULL ? longer : headers;
}

int ccurl_get(const ccurl_request *request, ccurl_head head, ccurl_body body, ccurl_stop stop, void *user,
              char *detail) {
    detail[0] = 0;
    if (!is_installed()) return CCURL_NOT_INSTALLED;
    if (curl.option == NULL) return CCURL_TOO_OLD;
    void *easy = curl.init();
    if (easy == NULL) return CCURL_NOT_INSTALLED;
    // A compressed body would be another one than the file.
    void *headers = with(with(with(NULL, "Accept-Encoding: identity"), request->range), request->condition);
    struct listener listener = {head, body, stop, user};
    int code = prepare(easy, request, headers, &listener, detail) ? curl.perform(easy) : CCURL_TOO_OLD;
    curl.cleanup(easy);
    curl.forget(headers);
    return code;
}
