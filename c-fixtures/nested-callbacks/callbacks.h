/*
 * The C half of the nested callbacks: C thread -> Go -> C -> Go -> ...
 * golang/go#72870 needs a thread that C made, so that Go enters it through an "extra" M.
 */
#ifndef CGOPROF_CALLBACKS_H
#define CGOPROF_CALLBACKS_H

#ifdef __cplusplus
extern "C" {
#endif

/* Calls into Go at nesting level `level` of `depth`; Go calls this again with level + 1 until level == depth. */
void cgoprof_call_go(int level, int depth);

/* A C thread; opaque to Go. */
typedef struct cgoprof_thread cgoprof_thread;

/* Starts a C thread that makes `rounds` calls of cgoprof_call_go(1, depth). NULL when the system refuses. */
cgoprof_thread *cgoprof_thread_start(int depth, int rounds);

/*
 * The same on the thread that the C program has lent; waits until it has. One at a time: the next one starts when the
 * one before was joined. NULL where no thread can be lent (Windows).
 */
cgoprof_thread *cgoprof_thread_borrow(int depth, int rounds);

/* Lends the calling thread, which is the C program's main thread, for cgoprof_thread_borrow. Never returns. */
void cgoprof_thread_lend(void);

/* Waits for the thread's end and frees it. */
void cgoprof_thread_join(cgoprof_thread *thread);

/* Stops the process from dumping core: a crash is expected here, and a core file of it helps nobody. */
void cgoprof_no_core_dumps(void);

/* Has the kernel kill this process when its parent is gone, where the kernel can (prctl(2), Linux). */
void cgoprof_die_with_parent(void);

/* CPU time used by the calling thread, in nanoseconds. */
long long cgoprof_thread_cpu_ns(void);

#ifdef __cplusplus
}
#endif

#endif
