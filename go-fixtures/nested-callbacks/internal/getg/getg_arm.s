#include "textflag.h"

// func G() unsafe.Pointer
TEXT ·G(SB), NOSPLIT, $0-4
	MOVW g, R0
	MOVW R0, ret+0(FP)
	RET
