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

cgoprof_thread *cgoprof_thread_borrow(int depth, int rounds)
{
    (void)depth, (void)rounds;
    return NULL;
}

void cgoprof_thread_lend(void)
{
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

#else

#include <pthread.h>
#include <sys/resource.h>
#include <time.h>
#ifdef __linux__
#include <signal.h>
#include <sys/prctl.h>
#endif

struct cgoprof_thread {
    struct plan plan;
    pthread_t handle;
    int is_borrowed;
    volatile int ended;
};

static cgoprof_thread *new_thread(int depth, int rounds)
{
    cgoprof_thread *thread = calloc(1, sizeof *thread);
    if (thread == NULL)
        return NULL;
    thread->plan.depth = depth;
    thread->plan.rounds = rounds;
    return thread;
}

static void *thread_main(void *argument)
{
    cgoprof_thread *thread = argument;
    run_rounds(&thread->plan);
    __atomic_store_n(&thread->ended, 1, __ATOMIC_RELEASE);
    return NULL;
}

cgoprof_thread *cgoprof_thread_start(int depth, int rounds)
{
    cgoprof_thread *thread = new_thread(depth, rounds);
    if (thread == NULL)
        return NULL;
    if (pthread_create(&thread->handle, NULL, thread_main, thread) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

/* The thread that was lent, and what it is to run. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int is_there;
    pthread_t handle;
    cgoprof_thread *job;
} lent = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, NULL};

cgoprof_thread *cgoprof_thread_borrow(int depth, int rounds)
{
    cgoprof_thread *thread = new_thread(depth, rounds);
    if (thread == NULL)
        return NULL;
    thread->is_borrowed = 1;
    pthread_mutex_lock(&lent.lock);
    while (!lent.is_there || lent.job != NULL)
        pthread_cond_wait(&lent.changed, &lent.lock);
    thread->handle = lent.handle;
    lent.job = thread;
    pthread_cond_broadcast(&lent.changed);
    pthread_mutex_unlock(&lent.lock);
    return thread;
}

void cgoprof_thread_lend(void)
{
    pthread_mutex_lock(&lent.lock);
    lent.handle = pthread_self();
    lent.is_there = 1;
    pthread_cond_broadcast(&lent.changed);
    for (;;) {
        while (lent.job == NULL || lent.job->ended)
            pthread_cond_wait(&lent.changed, &lent.lock);
        cgoprof_thread *job = lent.job;
        pthread_mutex_unlock(&lent.lock);
        thread_main(job);
        pthread_mutex_lock(&lent.lock);
        pthread_cond_broadcast(&lent.changed);
    }
}

static void give_back(cgoprof_thread *thread)
{
    pthread_mutex_lock(&lent.lock);
    while (!thread->ended)
        pthread_cond_wait(&lent.changed, &lent.lock);
    lent.job = NULL;
    pthread_cond_broadcast(&lent.changed);
    pthread_mutex_unlock(&lent.lock);
}

void cgoprof_thread_join(cgoprof_thread *thread)
{
    if (thread->is_borrowed)
        give_back(thread);
    else
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

#endif
