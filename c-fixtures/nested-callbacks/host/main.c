/*
 * A C program that uses the Go code as a library, linked, or loaded while it runs with -DLIBRARY=FILE. Go ignores this
 * folder, since no Go file is in it; README.md says how to build it.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int run_function(int argc, char **argv);
typedef void lend_function(void);

#ifdef LIBRARY

#include <dlfcn.h>

#define text_of(name) #name
#define text(name) text_of(name)

static void *library;

static void *find(const char *name)
{
    if (library == NULL)
        library = dlopen(text(LIBRARY), RTLD_NOW);
    void *found = library == NULL ? NULL : dlsym(library, name);
    if (found == NULL) {
        fprintf(stderr, "cgoprofrepro: %s\n", dlerror());
        exit(69); /* EX_UNAVAILABLE */
    }
    return found;
}

/* A function's address comes as that of an object, which ISO C does not convert. */
static run_function *run_of_library(void)
{
    run_function *run;
    *(void **)&run = find("cgoprofRun");
    return run;
}

static lend_function *lend_of_library(void)
{
    lend_function *lend;
    *(void **)&lend = find("cgoprof_thread_lend");
    return lend;
}

#else

extern run_function cgoprofRun;
extern lend_function cgoprof_thread_lend;

static run_function *run_of_library(void)
{
    return cgoprofRun;
}

static lend_function *lend_of_library(void)
{
    return cgoprof_thread_lend;
}

#endif

struct arguments {
    run_function *run;
    int argc;
    char **argv;
};

static void *run_thread(void *pointer)
{
    const struct arguments *arguments = pointer;
    exit(arguments->run(arguments->argc, arguments->argv));
}

static int lends_main_thread(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "-thread-origin=main") == 0)
            return 1;
    return 0;
}

int main(int argc, char **argv)
{
    static struct arguments arguments;
    arguments.run = run_of_library();
    arguments.argc = argc;
    arguments.argv = argv;
    if (!lends_main_thread(argc, argv))
        return arguments.run(argc, argv);
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_thread, &arguments) != 0) {
        fputs("cgoprofrepro: the system refused to start a thread\n", stderr);
        return 69;
    }
    lend_of_library()();
    return 0;
}
