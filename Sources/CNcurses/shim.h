// What Swift can't call by itself: macros, variadics, and the few steps that must run inside a signal handler.
#ifndef XINGLIN_CNCURSES_SHIM_H
#define XINGLIN_CNCURSES_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

// MARK: ncurses

enum { xl_bold = 1, xl_dim = 2, xl_italic = 4, xl_underline = 8, xl_reverse = 16 };

static inline attr_t xl_attributes(int flags) {
    return (flags & xl_bold ? A_BOLD : 0) | (flags & xl_dim ? A_DIM : 0) | (flags & xl_italic ? A_ITALIC : 0)
        | (flags & xl_underline ? A_UNDERLINE : 0) | (flags & xl_reverse ? A_REVERSE : 0);
}

// Puts one cell (a base character and its marks) without moving the cursor, so that the last column of the last row
// can be written too. The pair travels as an extended one: there may be more than 32767.
static inline void xl_put(int row, int column, const wchar_t *text, attr_t attributes, int pair) {
    cchar_t cell;
    if (setcchar(&cell, text, attributes, 0, &pair) == OK) mvadd_wchnstr(row, column, &cell, 1);
}

static inline void xl_refresh(void) { wnoutrefresh(stdscr); doupdate(); }
static inline void xl_prepare_screen(void) {
    raw(); noecho(); nonl(); keypad(stdscr, TRUE); intrflush(stdscr, FALSE); leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
}
static inline void xl_park_cursor(int row, int column) { wmove(stdscr, row, column); }
static inline void xl_clear_all(void) { werase(stdscr); clearok(curscr, TRUE); }
static inline int xl_colors(void) { return has_colors() ? COLORS : 0; }
static inline int xl_color_pairs(void) { return has_colors() ? COLOR_PAIRS : 0; }

// <term.h> would bring hundreds of macros named like ordinary words.
extern char *tigetstr(const char *);
extern int tigetflag(const char *);
extern int tigetnum(const char *);
// <wchar.h> has it only under feature macros that a module map can't set.
extern int wcwidth(wchar_t);

static inline int xl_columns(wchar_t character) { return wcwidth(character); }
static inline int xl_open_screen(const char *term) { return newterm(term, stdout, stdin) != NULL; }
static inline int xl_can_place_cursor(void) { return tigetstr("cup") != NULL; }
static inline int xl_is_direct_color(void) { return tigetflag("RGB") > 0 || tigetnum("RGB") > 0; }
static inline void xl_flush(void) { fflush(stdout); }

static inline int xl_window_size(int fd, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return 0;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 1;
}

// Characters are counted and printed by LC_CTYPE. A system that is not set to UTF-8 is no reason to print garbage, and
// numbers must keep their point, so nothing but LC_CTYPE is touched.
static inline int xl_use_utf8(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL || setlocale(LC_CTYPE, "en_US.UTF-8") != NULL;
}

// MARK: Giving the terminal back, from a signal handler too

struct xl_restore_state {
    int active, is_registered;
    int tty;
    struct termios modes;
    size_t length;
    char sequence[512];
    int kept_error, captured_error;
    int pipe;
    int asked[NSIG];
    int installed[NSIG];
    int continued;
    struct sigaction previous[NSIG];
};

// Each object file that uses these inline functions has its own copy of them, and the optimiser moves them from file to
// file; the state they share must be one, which is what weak means to the linker.
__attribute__((weak)) struct xl_restore_state xl_shared_state = {
    .tty = -1, .kept_error = -1, .captured_error = -1, .pipe = -1
};

static inline struct xl_restore_state *xl_state(void) { return &xl_shared_state; }

static inline void xl_write_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        length -= (size_t)written;
    }
}

// Standard error goes back to where it was, and what was said meanwhile is said there (its end, if it was long).
static inline void xl_release_error(struct xl_restore_state *state) {
    if (state->captured_error < 0) return;
    dup2(state->kept_error, 2);
    off_t end = lseek(state->captured_error, 0, SEEK_END);
    off_t place = end > 65536 ? end - 65536 : 0;
    char bytes[1024];
    ssize_t count;
    while ((count = pread(state->captured_error, bytes, sizeof bytes, place)) > 0) {
        xl_write_all(2, bytes, (size_t)count);
        place += count;
    }
    close(state->captured_error);
    close(state->kept_error);
    state->captured_error = state->kept_error = -1;
}

// Async-signal-safe, and safe to call twice or from two threads: only the first call acts.
static inline void xl_restore(int writes_sequence) {
    struct xl_restore_state *state = xl_state();
    if (!__atomic_exchange_n(&state->active, 0, __ATOMIC_SEQ_CST)) return;
    int error = errno;
    // A background process that sets the modes would be stopped by SIGTTOU before it could finish dying.
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &block, &before);
    if (writes_sequence) xl_write_all(state->tty, state->sequence, state->length);
    // Half a paste must not become commands for the shell.
    tcflush(state->tty, TCIFLUSH);
    tcsetattr(state->tty, TCSANOW, &state->modes);
    xl_release_error(state);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
}

static inline void xl_restore_at_exit(void) { xl_restore(1); }

// Remembers the modes of the terminal; 0 when it is none.
static inline int xl_remember(int tty) {
    struct xl_restore_state *state = xl_state();
    if (tcgetattr(tty, &state->modes) != 0) return 0;
    state->tty = tty;
    if (!state->is_registered) state->is_registered = atexit(xl_restore_at_exit) == 0;
    return 1;
}

// <sys/mman.h> has it only for GNU sources.
extern int memfd_create(const char *, unsigned);

// A nameless file in memory for what is said on standard error meanwhile; -1 when there is none to be had.
static inline int xl_make_error_file(void) {
    int file = memfd_create("xinglin-stderr", 1 /* MFD_CLOEXEC */);
    if (file >= 0) fcntl(file, F_SETFL, O_APPEND);
    return file;
}

// From here on every way out writes the sequence. `captured` is a file that takes standard error, or -1.
static inline void xl_arm(const char *sequence, size_t length, int captured) {
    struct xl_restore_state *state = xl_state();
    state->length = length < sizeof state->sequence ? length : sizeof state->sequence;
    memcpy(state->sequence, sequence, state->length);
    if (captured >= 0) {
        state->kept_error = dup(2);
        state->captured_error = captured;
        dup2(captured, 2);
    }
    __atomic_store_n(&state->active, 1, __ATOMIC_SEQ_CST);
}

static inline int xl_is_crash(int number) {
    return number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE || number == SIGABRT
        || number == SIGTRAP || number == SIGSYS;
}

// A second request to leave ends the program at once. A window that closes sends SIGHUP twice (the kernel and the
// shell), and there is nobody left who could be impatient.
static inline int xl_may_insist(int number) {
    return number == SIGINT || number == SIGTERM || number == SIGQUIT;
}

// A fault comes again when its instruction is run again; anything else has to be sent again. Both then meet whoever
// handled the signal before us: the system's default, or Swift's backtrace.
static inline void xl_pass_on(int number, const siginfo_t *info) {
    struct xl_restore_state *state = xl_state();
    struct sigaction previous = state->previous[number];
    if (previous.sa_handler == SIG_IGN) previous.sa_handler = SIG_DFL;
    sigaction(number, &previous, NULL);
    int comes_again = info->si_code > 0
        && (number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE);
    if (!comes_again) raise(number);
}

static inline void xl_on_signal(int number, siginfo_t *info, void *context) {
    (void)context;
    struct xl_restore_state *state = xl_state();
    int error = errno;
    char byte = (char)number;
    if (xl_is_crash(number)) {
        xl_restore(1);
        xl_pass_on(number, info);
    } else if (xl_may_insist(number) && __atomic_exchange_n(&state->asked[number], 1, __ATOMIC_SEQ_CST)) {
        // Asked a second time: the program did not get round to leaving by itself.
        xl_restore(1);
        xl_pass_on(number, info);
    } else {
        if (number == SIGCONT) __atomic_add_fetch(&state->continued, 1, __ATOMIC_SEQ_CST);
        ssize_t ignored = write(state->pipe, &byte, 1);
        (void)ignored;
    }
    errno = error;
}

// A stack that overflowed has no room for a handler, so each thread that draws gets a second one. The main queue is
// served by more than one thread in the course of time, which is why this is asked again and again.
static inline void xl_protect_thread(void) {
    static __thread int is_protected = 0;
    stack_t old;
    if (is_protected) return;
    is_protected = 1;
    if (sigaltstack(NULL, &old) != 0 || !(old.ss_flags & SS_DISABLE)) return;
    stack_t own = { .ss_size = 65536 };
    own.ss_sp = malloc(own.ss_size);
    if (own.ss_sp != NULL) sigaltstack(&own, NULL);
}

// Every handled signal is written as one byte into the pipe (which must not block), crashes excepted.
static inline void xl_install_handlers(int pipe) {
    static const int numbers[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGINT, SIGTERM, SIGHUP,
                                   SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT };
    struct xl_restore_state *state = xl_state();
    state->pipe = pipe;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int number = numbers[i];
        struct sigaction action = { 0 }, previous;
        if (state->installed[number] || sigaction(number, NULL, &previous) != 0) continue;
        // nohup and shells without job control ignore signals on purpose.
        int is_ignored = previous.sa_handler == SIG_IGN;
        if (is_ignored && (number == SIGHUP || number == SIGTSTP)) continue;
        action.sa_sigaction = xl_on_signal;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
        sigfillset(&action.sa_mask);
        state->previous[number] = previous;
        state->asked[number] = 0;
        state->installed[number] = sigaction(number, &action, NULL) == 0;
    }
}

static inline void xl_remove_handlers(void) {
    struct xl_restore_state *state = xl_state();
    for (int number = 1; number < NSIG; number++) {
        if (!state->installed[number]) continue;
        sigaction(number, &state->previous[number], NULL);
        state->installed[number] = 0;
    }
}

// Stops the whole process group as the terminal's own Ctrl+Z would; comes back when it is continued. The stop may meet
// another thread first and let this one run on for a moment, in which it must not take the terminal again: so it waits
// for the SIGCONT (not for ever, since the handlers may not be installed).
static inline void xl_stop_process(void) {
    struct xl_restore_state *state = xl_state();
    int before = __atomic_load_n(&state->continued, __ATOMIC_SEQ_CST);
    struct timespec pause = { .tv_nsec = 1000000 };
    kill(0, SIGSTOP);
    for (int i = 0; i < 200 && __atomic_load_n(&state->continued, __ATOMIC_SEQ_CST) == before; i++)
        nanosleep(&pause, NULL);
}

#endif
