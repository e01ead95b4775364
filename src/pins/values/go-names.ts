/** Names by which people call a Go version. */

/** `GO_VERSION`, `goVersion`, `_GOLANG_VERSION`, `BUILD_GO_VERSION`; a lower bound is not the version in use. */
const goVersionName = /^(?:\w{0,40}_)?go(?:lang)?_?ver(?:sion)?$/i;
/** `PROTOC_GEN_GO_VERSION`, `AWS_SDK_GO_VERSION`: products for Go with versions of their own. */
const otherProduct =
  /(?:gen|sdk|grpc|proto\w*|otel|opentelemetry|client|mongo|driver|api|lib|library|plugin|kafka|redis|aws|azure|gcp|git2|lsp|tree_sitter)_go/i;
const bound = /(?:^|_)(?:min|max|minimum|maximum|required?|needs?|supported|lowest|oldest)_|lint/i;

export const namesGoVersion = (name: string): boolean =>
  goVersionName.test(name) && !bound.test(name) && !otherProduct.test(name);

/** `GO_IMAGE`, `GOLANG_BUILDER`: the value of such a variable has to do with Go. */
export const suggestsGo = (name: string): boolean => /(?:^|_)go(?:lang)?(?:_|$)/i.test(name);
