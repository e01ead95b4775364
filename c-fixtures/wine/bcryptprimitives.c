/*
 * bcryptprimitives.dll for a wine that has none (before 8.16): Go for Windows takes its random numbers from the one
 * function in it, and does not start without.
 */
#include <windows.h>

#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    while (length > 0) {
        ULONG part = length > 1024 ? 1024 : (ULONG)length;
        if (!RtlGenRandom(bytes, part))
            return FALSE;
        bytes += part;
        length -= part;
    }
    return TRUE;
}
