#include "textflag.h"

// func G() unsafe.Pointer
TEXT ·G(SB), NOSPLIT, $0-8
	MOVV g, R4
	MOVV R4, ret+0(FP)
	RET
