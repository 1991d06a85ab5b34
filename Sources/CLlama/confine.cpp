#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

#include "CLlama.h"

namespace {

void limit(__rlimit_resource_t resource, rlim_t most) {
    struct rlimit limit = {most, most};
    setrlimit(resource, &limit);
}

}  // namespace

void cllama_confine(int64_t bytes_of_memory, int64_t seconds) {
    long pages = 0;
    if (FILE *sizes = fopen("/proc/self/statm", "r")) {
        if (fscanf(sizes, "%ld", &pages) != 1) pages = 0;
        fclose(sizes);
    }
    limit(RLIMIT_AS, static_cast<rlim_t>(pages) * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) +
                         static_cast<rlim_t>(bytes_of_memory));
    limit(RLIMIT_CPU, static_cast<rlim_t>(seconds));
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    // It goes with the thread that waits for it.
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    // Ctrl+C is the parent's to answer.
    signal(SIGINT, SIG_IGN);
}
