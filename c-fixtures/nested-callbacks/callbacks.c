#include "callbacks.h"

#include <stdlib.h>

#include "_cgo_export.h"

void cgoprof_call_go(int level, int depth)
{
    cgoprofCallback(level, depth);
}

struct plan {
    int depth;
    int rounds;
};

static void run_rounds(const struct plan *plan)
{
    for (int round = 0; round < plan->rounds; round++)
        cgoprof_call_go(1, plan->depth);
}

#ifdef _WIN32

#include <process.h>
#include <windows.h>

struct cgoprof_thread {
    struct plan plan;
    HANDLE handle;
};

static unsigned __stdcall thread_main(void *argument)
{
    run_rounds(&((cgoprof_thread *)argument)->plan);
    return 0;
}

cgoprof_thread *cgoprof_thread_start(int depth, int rounds)
{
    cgoprof_thread *thread = calloc(1, sizeof *thread);
    if (thread == NULL)
        return NULL;
    thread->plan.depth = depth;
    thread->plan.rounds = rounds;
    thread->handle = (HANDLE)_beginthreadex(NULL, 0, thread_main, thread, 0, NULL);
    if (thread->handle == NULL) {
        free(thread);
        return NULL;
    }
    return thread;
}

void cgoprof_thread_join(cgoprof_thread *thread)
{
    WaitForSingleObject(thread->handle, INFINITE);
    CloseHandle(thread->handle);
    free(thread);
}

void cgoprof_no_core_dumps(void)
{
}

void cgoprof_die_with_parent(void)
{
}

long long cgoprof_thread_cpu_ns(void)
{
    FILETIME created, exited, kernel, user;
    GetThreadTimes(GetCurrentThread(), &created, &exited, &kernel, &user);
    unsigned long long k = ((unsigned long long)kernel.dwHighDateTime << 32) | kernel.dwLowDateTime;
    unsigned long long u = ((unsigned long long)user.dwHighDateTime << 32) | user.dwLowDateTime;
    return (long long)(k + u) * 100;
}

int cgoprof_thread_signal(cgoprof_thread *thread, int signal, int count, int interval_us)
{
    (void)thread, (void)signal, (void)count, (void)interval_us;
    return 0;
}

#else

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <unistd.h>

struct cgoprof_thread {
    struct plan plan;
    pthread_t handle;
    volatile int ended;
};

static void *thread_main(void *argument)
{
    cgoprof_thread *thread = argument;
    run_rounds(&thread->plan);
    __atomic_store_n(&thread->ended, 1, __ATOMIC_RELEASE);
    return NULL;
}

cgoprof_thread *cgoprof_thread_start(int depth, int rounds)
{
    cgoprof_thread *thread = calloc(1, sizeof *thread);
    if (thread == NULL)
        return NULL;
    thread->plan.depth = depth;
    thread->plan.rounds = rounds;
    if (pthread_create(&thread->handle, NULL, thread_main, thread) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

void cgoprof_thread_join(cgoprof_thread *thread)
{
    pthread_join(thread->handle, NULL);
    free(thread);
}

void cgoprof_no_core_dumps(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

void cgoprof_die_with_parent(void)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

long long cgoprof_thread_cpu_ns(void)
{
    struct timespec used;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return used.tv_sec * 1000000000LL + used.tv_nsec;
}

int cgoprof_thread_signal(cgoprof_thread *thread, int signal, int count, int interval_us)
{
    int sent = 0;
    /* The thread is not joined yet, so its pthread_t stays valid even after it has ended. */
    while (sent < count && !__atomic_load_n(&thread->ended, __ATOMIC_ACQUIRE)) {
        if (pthread_kill(thread->handle, signal) != 0)
            break;
        sent++;
        usleep(interval_us);
    }
    return sent;
}

#endif
