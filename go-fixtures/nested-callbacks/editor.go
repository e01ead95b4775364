package main

// This file lets gopls and vet find the C headers inside this repository. Generated programs go without it: there the
// C files lie beside the Go files.

// #cgo CFLAGS: -I${SRCDIR}/../../c-fixtures/nested-callbacks
import "C"
