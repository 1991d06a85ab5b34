#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// As in curl/options.h.
struct option {
    const char *name;
    int id;
    int type;
    unsigned flags;
};

// As in curl/multi.h; the only message there is, CURLMSG_DONE, says how a request ended.
struct message {
    int kind;
    void *easy;
    union {
        void *whatever;
        int result;
    } data;
};

static struct {
    void *(*init)(void);
    int (*setopt)(void *, int, ...);
    void (*cleanup)(void *);
    const struct option *(*option)(const char *);
    void *(*append)(void *, const char *);
    void (*forget)(void *);
    const char *(*version)(void);
    void *(*open)(void);
    int (*add)(void *, void *);
    int (*perform)(void *, int *);
    int (*poll)(void *, void *, unsigned, int, int *);
    const struct message *(*read)(void *, int *);
    int (*remove)(void *, void *);
    int (*close)(void *);
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
    curl.cleanup = (void (*)(void *))find(library, "curl_easy_cleanup");
    curl.option = (const struct option *(*)(const char *))find(library, "curl_easy_option_by_name");
    curl.append = (void *(*)(void *, const char *))find(library, "curl_slist_append");
    curl.forget = (void (*)(void *))find(library, "curl_slist_free_all");
    curl.version = (const char *(*)(void))find(library, "curl_version");
    curl.open = (void *(*)(void))find(library, "curl_multi_init");
    curl.add = (int (*)(void *, void *))find(library, "curl_multi_add_handle");
    curl.perform = (int (*)(void *, int *))find(library, "curl_multi_perform");
    // Since 7.66, so that it is there wherever options have names.
    curl.poll = (int (*)(void *, void *, unsigned, int, int *))find(library, "curl_multi_poll");
    curl.read = (const struct message *(*)(void *, int *))find(library, "curl_multi_info_read");
    curl.remove = (int (*)(void *, void *))find(library, "curl_multi_remove_handle");
    curl.close = (int (*)(void *))find(library, "curl_multi_cleanup");
    curl.is_installed = curl.init && curl.setopt && curl.cleanup && curl.append && curl.forget && curl.version &&
                        curl.open && curl.add && curl.perform && curl.read && curl.remove && curl.close;
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
    set_number(easy, "FOLLOWLOCATION", request->most_redirects > 0, &missing);
    set_number(easy, "MAXREDIRS", request->most_redirects, &missing);
    set_number(easy, "CONNECTTIMEOUT_MS", request->connect_milliseconds, &missing);
    set_number(easy, "LOW_SPEED_LIMIT", request->least_bytes_per_second, &missing);
    set_number(easy, "LOW_SPEED_TIME", request->least_for_seconds, &missing);
    set_number(easy, "NOSIGNAL", 1, &missing);
    set_number(easy, "BUFFERSIZE", 256 << 10, &missing);
    // What a proxy says isn't the answer.
    set_number(easy, "SUPPRESS_CONNECT_HEADERS", 1, &missing);
    set_number(easy, "SSL_VERIFYPEER", 1, &missing);
    set_number(easy, "SSL_VERIFYHOST", 2, &missing);
    if (request->authorities != NULL) set_pointer(easy, "CAINFO", request->authorities, &missing);
    if (request->body != NULL) {
        set_number(easy, "POST", 1, &missing);
        set_pointer(easy, "POSTFIELDS", request->body, &missing);
        set_number(easy, "POSTFIELDSIZE", request->body_length, &missing);
    }
    if (request->is_local) set_pointer(easy, "NOPROXY", "*", &missing);
    set_function(easy, "HEADERFUNCTION", (void (*)(void))hear_head, &missing);
    set_pointer(easy, "HEADERDATA", listener, &missing);
    set_function(easy, "WRITEFUNCTION", (void (*)(void))hear_body, &missing);
    set_pointer(easy, "WRITEDATA", listener, &missing);
    return !missing;
}

static void *headers_of(const char *lines) {
    void *headers = NULL;
    char *copy = strdup(lines), *rest = copy;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        void *longer = line[0] != 0 ? curl.append(headers, line) : NULL;
        if (longer != NULL) headers = longer;
    }
    free(copy);
    return headers;
}

// Not curl_easy_perform: that asks whether to stop once a second.
static int carry_out(void *easy, ccurl_stop stop, void *user) {
    void *multi = curl.open();
    if (multi == NULL) return CCURL_NOT_INSTALLED;
    int running = 1, code = curl.add(multi, easy) == 0 ? CCURL_OK : CCURL_NOT_INSTALLED;
    while (code == CCURL_OK && running) {
        if (stop(user)) {
            code = CCURL_STOPPED;
        } else if (curl.perform(multi, &running) != 0 || (running && curl.poll(multi, NULL, 0, 50, NULL) != 0)) {
            code = CCURL_RECEIVING;
        }
    }
    int left = 0;
    const struct message *message = code == CCURL_OK ? curl.read(multi, &left) : NULL;
    if (message != NULL) code = message->data.result;
    // Closes the connection too.
    curl.remove(multi, easy);
    curl.close(multi);
    return code;
}

int ccurl_send(const ccurl_request *request, ccurl_head head, ccurl_body body, ccurl_stop stop, void *user,
               char *detail) {
    detail[0] = 0;
    if (!is_installed()) return CCURL_NOT_INSTALLED;
    if (curl.option == NULL || curl.poll == NULL) return CCURL_TOO_OLD;
    void *easy = curl.init();
    if (easy == NULL) return CCURL_NOT_INSTALLED;
    void *headers = headers_of(request->headers);
    struct listener listener = {head, body, user};
    int code = prepare(easy, request, headers, &listener, detail) ? carry_out(easy, stop, user) : CCURL_TOO_OLD;
    curl.cleanup(easy);
    curl.forget(headers);
    return code;
}
