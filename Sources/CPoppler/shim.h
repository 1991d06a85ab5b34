// Poppler is run in a forked child: a document that crashes it, hangs it or eats memory takes the child along and
// nothing else. Between fork and _exit only C may run, which is why the steps stand here and not in Swift. The child
// knows nothing of layout: it writes what poppler says of each page into a pipe.
#ifndef XINGLIN_CPOPPLER_SHIM_H
#define XINGLIN_CPOPPLER_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <poppler.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { xl_pdf_opened = 1, xl_pdf_page = 2, xl_pdf_refused = 3, xl_pdf_end = 4 };
enum { xl_pdf_encrypted = 1, xl_pdf_damaged = 2, xl_pdf_too_long = 3, xl_pdf_too_full = 4 };

// Before everything that the child says. `number` counts pages from 1, tells how many there are, or why not.
struct xl_pdf_head {
    int32_t kind, number;
    int32_t text_bytes, boxes, runs, has_image;
    double width, height;
};

// A stretch of characters of one font, both ends included.
struct xl_pdf_run {
    int32_t first, last;
    double size;
    char font[64];
};

struct xl_pdf_limits {
    int32_t pages, characters_per_page, seconds;
    int64_t bytes_of_memory;
};

static inline void xl_pdf_put(int out, const void *bytes, size_t length) {
    const char *rest = (const char *)bytes;
    while (length > 0) {
        ssize_t written = write(out, rest, length);
        if (written <= 0) _exit(1);
        rest += written;
        length -= (size_t)written;
    }
}

static inline void xl_pdf_refuse(int out, int why, int page) {
    struct xl_pdf_head head = { .kind = xl_pdf_refused, .number = page, .has_image = why };
    xl_pdf_put(out, &head, sizeof head);
    _exit(0);
}

static inline void xl_pdf_limit(int resource, rlim_t most) {
    struct rlimit limit = { most, most };
    setrlimit(resource, &limit);
}

// Nothing of the parent's is left to the child: no handler, no terminal, no open file but its two (now 3 and 4).
static inline void xl_pdf_confine(int document, int out, const struct xl_pdf_limits *limits) {
    long pages = 0;
    FILE *sizes = fopen("/proc/self/statm", "r");
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    // Ctrl+C is the parent's to answer.
    signal(SIGINT, SIG_IGN);
    if (sizes != NULL && fscanf(sizes, "%ld", &pages) == 1)
        xl_pdf_limit(RLIMIT_AS, (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + (rlim_t)limits->bytes_of_memory);
    xl_pdf_limit(RLIMIT_CPU, (rlim_t)limits->seconds);
    xl_pdf_limit(RLIMIT_CORE, 0);
    xl_pdf_limit(RLIMIT_FSIZE, 0);
    int nothing = open("/dev/null", O_RDWR);
    int kept_document = fcntl(document, F_DUPFD, 10), kept_out = fcntl(out, F_DUPFD, 10);
    for (int number = 0; number <= 2; number++) dup2(nothing, number);
    dup2(kept_document, 3);
    dup2(kept_out, 4);
    for (int number = 5, end = (int)sysconf(_SC_OPEN_MAX); number < end && number < 65536; number++) close(number);
}

static inline int xl_pdf_has_image(PopplerPage *page) {
    GList *images = poppler_page_get_image_mapping(page);
    int has_image = images != NULL;
    poppler_page_free_image_mapping(images);
    return has_image;
}

static inline void xl_pdf_put_runs(int out, GList *attributes) {
    for (GList *item = attributes; item != NULL; item = item->next) {
        const PopplerTextAttributes *attribute = (const PopplerTextAttributes *)item->data;
        struct xl_pdf_run run = { attribute->start_index, attribute->end_index, attribute->font_size, "" };
        if (attribute->font_name != NULL) strncpy(run.font, attribute->font_name, sizeof run.font - 1);
        xl_pdf_put(out, &run, sizeof run);
    }
}

static inline void xl_pdf_put_page(int out, PopplerDocument *document, int number, int most_characters) {
    struct xl_pdf_head head = { .kind = xl_pdf_page, .number = number };
    PopplerPage *page = poppler_document_get_page(document, number - 1);
    PopplerRectangle *boxes = NULL;
    guint count = 0;
    if (page == NULL) {
        xl_pdf_put(out, &head, sizeof head);
        return;
    }
    poppler_page_get_size(page, &head.width, &head.height);
    char *text = poppler_page_get_text(page);
    poppler_page_get_text_layout(page, &boxes, &count);
    size_t length = text == NULL ? 0 : strlen(text);
    if (count > (guint)most_characters || length > (size_t)most_characters * 4)
        xl_pdf_refuse(out, xl_pdf_too_full, number);
    GList *attributes = count > 0 ? poppler_page_get_text_attributes(page) : NULL;
    head.text_bytes = (int32_t)length;
    head.boxes = (int32_t)count;
    head.runs = (int32_t)g_list_length(attributes);
    head.has_image = xl_pdf_has_image(page);
    xl_pdf_put(out, &head, sizeof head);
    xl_pdf_put(out, text, length);
    xl_pdf_put(out, boxes, count * sizeof *boxes);
    xl_pdf_put_runs(out, attributes);
    poppler_page_free_text_attributes(attributes);
    g_free(boxes);
    g_free(text);
    g_object_unref(page);
}

static inline void xl_pdf_read(int in, int out, const struct xl_pdf_limits *limits) {
    GError *error = NULL;
    PopplerDocument *document = poppler_document_new_from_fd(in, NULL, &error);
    if (document == NULL) {
        int is_locked = error != NULL && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
        xl_pdf_refuse(out, is_locked ? xl_pdf_encrypted : xl_pdf_damaged, 0);
    }
    int pages = poppler_document_get_n_pages(document);
    if (pages > limits->pages) xl_pdf_refuse(out, xl_pdf_too_long, pages);
    char *title = poppler_document_get_title(document);
    size_t length = title == NULL ? 0 : strnlen(title, 1000);
    struct xl_pdf_head head = { .kind = xl_pdf_opened, .number = pages, .text_bytes = (int32_t)length };
    xl_pdf_put(out, &head, sizeof head);
    xl_pdf_put(out, title, length);
    for (int number = 1; number <= pages; number++)
        xl_pdf_put_page(out, document, number, limits->characters_per_page);
    struct xl_pdf_head end = { .kind = xl_pdf_end };
    xl_pdf_put(out, &end, sizeof end);
}

// The child's process id, or -1. It reads the open file `document` and writes to `out`; both stay open in the parent.
static inline int xl_pdf_start(int document, int out, struct xl_pdf_limits limits) {
    int child = fork();
    if (child != 0) return child;
    xl_pdf_confine(document, out, &limits);
    xl_pdf_read(3, 4, &limits);
    _exit(0);
}

// Ends the child and forgets it.
static inline void xl_pdf_finish(int child) {
    int status = 0;
    kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
}

#endif
