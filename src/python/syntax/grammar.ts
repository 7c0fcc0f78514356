// The grammar as diagnosis reads it: an ordered grammar of CPython's shape, since which error is reported depends on the
// order in which alternatives are tried and on how far each of them reads.
//
// Notation: 'word' is a token, "word" a name of that spelling, NAME a kind of token; `x?` `x*` `x+` `','.x+` as usual;
// `&x` and `!x` look ahead; `&&':'` must follow, or else it is reported as expected; `~` commits to its alternative.
// Rules named invalid_... describe mistakes: they are tried only in the second reading, and `-> action` reports what
// was found, given the parts labelled `a=` and `b=`. A starred rule name keeps its results, as CPython does.

const STATEMENTS = `
file: statement* ENDMARKER
interactive: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER
eval: expressions NEWLINE* ENDMARKER
fstring: star_expressions

statements: statement+
statement: compound_stmt | simple_stmts
simple_stmts: simple_stmt !';' NEWLINE | ';'.simple_stmt+ ';'? NEWLINE
simple_stmt*: assignment | &"type" type_alias | star_expressions | &'return' return_stmt
  | &('import' | 'from') import_stmt | &'raise' raise_stmt | 'pass' | &'del' del_stmt | &'yield' yield_expr
  | &'assert' assert_stmt | 'break' | 'continue' | &'global' global_stmt | &'nonlocal' nonlocal_stmt
compound_stmt: &('def' | '@' | 'async') function_def | &'if' if_stmt | &('class' | '@') class_def
  | &('with' | 'async') with_stmt | &('for' | 'async') for_stmt | &'try' try_stmt | &'while' while_stmt | match_stmt

assignment: NAME ':' expression ('=' annotated_rhs)?
  | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ('=' annotated_rhs)?
  | (star_targets '=')+ annotated_rhs !'='
  | single_target augassign ~ annotated_rhs
  | invalid_assignment
annotated_rhs: yield_expr | star_expressions
augassign: '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
type_alias: "type" NAME type_params? '=' expression
return_stmt: 'return' star_expressions?
raise_stmt: 'raise' expression ('from' expression)? | 'raise'
global_stmt: 'global' ','.NAME+
nonlocal_stmt: 'nonlocal' ','.NAME+
del_stmt: 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt
assert_stmt: 'assert' expression (',' expression)?
import_stmt: import_name | import_from
import_name: 'import' ','.dotted_as_name+
import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
  | 'from' ('.' | '...')+ 'import' import_from_targets
import_from_targets: '(' import_from_as_names ','? ')' | import_from_as_names !',' | '*' | invalid_import_from_targets
import_from_as_names: ','.import_from_as_name+
import_from_as_name: NAME ('as' NAME)?
dotted_as_name: dotted_name ('as' NAME)?
dotted_name: NAME ('.' NAME)*

block*: NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block
decorators: ('@' named_expression NEWLINE)+
class_def: decorators class_def_raw | class_def_raw
class_def_raw: invalid_class_def_raw | 'class' NAME type_params? ('(' arguments? ')')? ':' block
function_def: decorators function_def_raw | function_def_raw
function_def_raw: invalid_def_raw
  | 'def' NAME type_params? &&'(' params? ')' ('->' expression)? &&':' block
  | 'async' 'def' NAME type_params? &&'(' params? ')' ('->' expression)? &&':' block

if_stmt: invalid_if_stmt | 'if' named_expression ':' block elif_stmt | 'if' named_expression ':' block else_block?
elif_stmt: invalid_elif_stmt | 'elif' named_expression ':' block elif_stmt
  | 'elif' named_expression ':' block else_block?
else_block: invalid_else_stmt | 'else' &&':' block
while_stmt: invalid_while_stmt | 'while' named_expression ':' block else_block?
for_stmt: invalid_for_stmt | 'for' star_targets 'in' ~ star_expressions ':' block else_block?
  | 'async' 'for' star_targets 'in' ~ star_expressions ':' block else_block?
  | invalid_for_target
with_stmt: invalid_with_stmt_indent | 'with' '(' ','.with_item+ ','? ')' ':' block
  | 'with' ','.with_item+ ':' block
  | 'async' 'with' '(' ','.with_item+ ','? ')' ':' block
  | 'async' 'with' ','.with_item+ ':' block
  | invalid_with_stmt
with_item: expression 'as' star_target &(',' | ')' | ':') | invalid_with_item | expression
try_stmt: invalid_try_stmt | 'try' &&':' block finally_block
  | 'try' &&':' block except_block+ else_block? finally_block?
  | 'try' &&':' block except_star_block+ else_block? finally_block?
except_block: invalid_except_stmt_indent | 'except' expression ('as' NAME)? ':' block | 'except' ':' block
  | invalid_except_stmt
except_star_block: invalid_except_star_stmt_indent | 'except' '*' expression ('as' NAME)? ':' block
  | invalid_except_stmt
finally_block: invalid_finally_stmt | 'finally' &&':' block

match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT | invalid_match_stmt
subject_expr: star_named_expression ',' star_named_expressions? | named_expression
case_block: invalid_case_block | "case" patterns guard? ':' block
guard: 'if' named_expression
patterns: open_sequence_pattern | pattern
pattern: as_pattern | or_pattern
as_pattern: or_pattern 'as' pattern_capture_target | invalid_as_pattern
or_pattern: '|'.closed_pattern+
closed_pattern*: literal_pattern | pattern_capture_target | "_" | value_pattern | '(' pattern ')' | sequence_pattern
  | mapping_pattern | class_pattern
literal_pattern: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
complex_number: signed_real_number ('+' | '-') imaginary_number
signed_number: number | '-' number
signed_real_number: real_number | '-' real_number
real_number: a=number -> requireReal
imaginary_number: a=number -> requireImaginary
pattern_capture_target: !"_" NAME !('.' | '(' | '=')
value_pattern: attr !('.' | '(' | '=')
attr: NAME ('.' NAME)+
name_or_attr: NAME ('.' NAME)*
sequence_pattern: '[' maybe_sequence_pattern? ']' | '(' open_sequence_pattern? ')'
open_sequence_pattern: maybe_star_pattern ',' maybe_sequence_pattern?
maybe_sequence_pattern: ','.maybe_star_pattern+ ','?
maybe_star_pattern: star_pattern | pattern
star_pattern*: '*' pattern_capture_target | '*' "_"
mapping_pattern: '{' '}' | '{' double_star_pattern ','? '}' | '{' items_pattern ',' double_star_pattern ','? '}'
  | '{' items_pattern ','? '}'
items_pattern: ','.key_value_pattern+
key_value_pattern: (literal_pattern | attr) ':' pattern
double_star_pattern: '**' pattern_capture_target
class_pattern: name_or_attr '(' ')' | name_or_attr '(' positional_patterns ','? ')'
  | name_or_attr '(' keyword_patterns ','? ')'
  | name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')'
  | invalid_class_pattern
positional_patterns: ','.pattern+
keyword_patterns: ','.keyword_pattern+
keyword_pattern: NAME '=' pattern
type_params: '[' ','.type_param+ ','? ']'
type_param: NAME (':' expression)? | '*' NAME | '**' NAME
`;

const EXPRESSIONS = `
expressions: expression (',' expression)+ ','? | expression ',' | expression
expression*: invalid_expression | invalid_legacy_expression | disjunction 'if' disjunction 'else' expression
  | disjunction | lambdef
yield_expr: 'yield' 'from' expression | 'yield' star_expressions?
star_expressions: star_expression (',' star_expression)+ ','? | star_expression ',' | star_expression
star_expression*: '*' bitwise_or | expression
star_named_expressions: ','.star_named_expression+ ','?
star_named_expression: '*' bitwise_or | named_expression
assignment_expression: NAME ':=' ~ expression
named_expression: assignment_expression | invalid_named_expression | expression !':='
disjunction*: conjunction ('or' conjunction)+ | conjunction
conjunction*: inversion ('and' inversion)+ | inversion
inversion*: 'not' inversion | comparison
comparison: bitwise_or compare_op_bitwise_or_pair+ | bitwise_or
compare_op_bitwise_or_pair: '==' bitwise_or | '!=' bitwise_or | '<=' bitwise_or | '<' bitwise_or | '>=' bitwise_or
  | '>' bitwise_or | 'not' 'in' bitwise_or | 'in' bitwise_or | 'is' 'not' bitwise_or | 'is' bitwise_or
bitwise_or*: bitwise_xor ('|' bitwise_xor)*
bitwise_xor*: bitwise_and ('^' bitwise_and)*
bitwise_and*: shift_expr ('&' shift_expr)*
shift_expr*: sum (('<<' | '>>') sum)*
sum*: term (('+' | '-') term)*
term*: factor (('*' | '/' | '//' | '%' | '@') factor)*
factor*: '+' factor | '-' factor | '~' factor | power
power: await_primary '**' factor | await_primary
await_primary*: 'await' primary | primary
primary*: atom ('.' NAME | genexp | '(' arguments? ')' | '[' slices ']')*
slices: slice !',' | ','.(slice | starred_expression)+ ','?
slice: expression? ':' expression? (':' expression?)? | named_expression
atom: NAME | 'True' | 'False' | 'None' | &(STRING) strings | number | &'(' (tuple | group | genexp)
  | &'[' (list | listcomp) | &'{' (dict | set | dictcomp | setcomp) | '...'
group: '(' (yield_expr | named_expression) ')' | invalid_group
lambdef: 'lambda' lambda_params? ':' expression
strings*: STRING+ -> checkStrings
number: NUMBER -> checkNumber
list: '[' star_named_expressions? ']'
tuple: '(' (star_named_expression ',' star_named_expressions?)? ')'
set: '{' star_named_expressions '}'
dict: '{' double_starred_kvpairs? '}' | '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs: ','.double_starred_kvpair+ ','?
double_starred_kvpair: '**' bitwise_or | kvpair
kvpair: expression ':' expression
for_if_clauses: for_if_clause+
for_if_clause: 'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
  | 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
  | invalid_for_target
listcomp: '[' named_expression for_if_clauses ']' | invalid_comprehension
setcomp: '{' named_expression for_if_clauses '}' | invalid_comprehension
genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')' | invalid_comprehension
dictcomp: '{' kvpair for_if_clauses '}' | invalid_dict_comprehension
arguments*: args ','? &')' | invalid_arguments
args: ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ (',' kwargs)? | kwargs
kwargs: ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+ | ','.kwarg_or_starred+
  | ','.kwarg_or_double_starred+
starred_expression: '*' expression
kwarg_or_starred: invalid_kwarg | NAME '=' expression | starred_expression
kwarg_or_double_starred: invalid_kwarg | NAME '=' expression | '**' expression

star_targets: star_target !',' | star_target (',' star_target)* ','?
star_targets_list_seq: ','.star_target+ ','?
star_targets_tuple_seq: star_target (',' star_target)+ ','? | star_target ','
star_target*: '*' (!'*' star_target) | target_with_star_atom
target_with_star_atom*: t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead | star_atom
star_atom: NAME | '(' target_with_star_atom ')' | '(' star_targets_tuple_seq? ')' | '[' star_targets_list_seq? ']'
single_target: single_subscript_attribute_target | NAME | '(' single_target ')'
single_subscript_attribute_target: t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead
t_primary*: atom &t_lookahead (t_trailer &t_lookahead)*
t_trailer: '.' NAME | '[' slices ']' | genexp | '(' arguments? ')'
t_lookahead: '(' | '[' | '.'
del_targets: ','.del_target+ ','?
del_target*: t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead | del_t_atom
del_t_atom: NAME | '(' del_target ')' | '(' del_targets? ')' | '[' del_targets? ']'
`;

/** Parameters of `def`, and with another prefix and closing token those of `lambda`. */
const PARAMETERS = `
params: invalid_parameters | parameters
parameters: slash_no_default param_no_default* param_with_default* star_etc?
  | slash_with_default param_with_default* star_etc?
  | param_no_default+ param_with_default* star_etc?
  | param_with_default+ star_etc?
  | star_etc
slash_no_default: param_no_default+ '/' ',' | param_no_default+ '/' &')'
slash_with_default: param_no_default* param_with_default+ '/' ',' | param_no_default* param_with_default+ '/' &')'
star_etc: invalid_star_etc | '*' param_no_default param_maybe_default* kwds?
  | '*' param_no_default_star_annotation param_maybe_default* kwds?
  | '*' ',' param_maybe_default+ kwds? | kwds
kwds: invalid_kwds | '**' param_no_default
param_no_default: param ',' | param &')'
param_no_default_star_annotation: NAME ':' star_expression ',' | NAME ':' star_expression &')'
param_with_default: param default ',' | param default &')'
param_maybe_default: param default? ',' | param default? &')'
param: NAME (':' expression)?
default: '=' expression | invalid_missing_default
invalid_missing_default: a='=' &(')' | ',') -> expectedDefault
invalid_parameters: param_no_default* invalid_parameters_helper a=param_no_default -> defaultOrder
  | param_no_default* a='(' param_no_default+ ','? b=')' -> parenthesisedParameters
  | a='/' ',' -> slashFirst
  | (slash_no_default | slash_with_default) param_maybe_default* a='/' -> slashTwice
  | (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default* a='/'
    -> slashAfterStar
  | param_maybe_default+ '/' a='*' -> slashStar
invalid_parameters_helper: slash_with_default | param_with_default+
invalid_star_etc: a='*' (')' | ',' (')' | '**')) -> bareStar
  | '*' param a='=' -> starDefault
  | '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',') -> starTwice
invalid_kwds: '**' param a='=' -> kwargsDefault
  | '**' param ',' a=param -> afterKwargs
  | '**' param ',' a=('*' | '**' | '/') -> afterKwargs
`;

const MISTAKES = `
invalid_arguments:
  ((','.(starred_expression | (assignment_expression | expression !':=') !'=')+ ',' kwargs) | kwargs) ',' a='*'
    -> starAfterKwargs
  | a=expression b=for_if_clauses ',' (args | expression for_if_clauses)? -> bareGenerator
  | a=NAME b='=' expression for_if_clauses -> maybeWalrusToken
  | a=args b=for_if_clauses -> bareGeneratorAmongArguments
  | args ',' a=expression b=for_if_clauses -> bareGeneratorAfterKeyword
  | a=args ',' args -> positionalAfterKeyword
invalid_kwarg: a=('True' | 'False' | 'None') b='=' -> assignToKeyword
  | a=NAME b='=' expression for_if_clauses -> maybeWalrusToken
  | !(NAME '=') a=expression b='=' -> assignInCall
expression_without_invalid: disjunction 'if' disjunction 'else' expression | disjunction | lambdef
invalid_legacy_expression: a=NAME !'(' b=star_expressions -> legacyCall
invalid_expression: !(NAME STRING | softKeyword) a=disjunction b=expression_without_invalid -> forgottenComma
  | a=disjunction 'if' b=disjunction !('else' | ':') -> expectedElse
invalid_named_expression*: a=expression ':=' expression -> walrusTarget
  | a=NAME '=' b=bitwise_or !('=' | ':=') -> maybeWalrus
  | !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or b='=' bitwise_or !('=' | ':=') -> maybeEquals
invalid_assignment: a=invalid_ann_assign_target ':' expression -> annotatedGroup
  | a=star_named_expression ',' star_named_expressions* ':' expression -> annotatedTuple
  | a=expression ':' expression -> annotatedOther
  | (star_targets '=')* a=star_expressions '=' -> assignTarget
  | (star_targets '=')* a=yield_expr '=' -> assignToYield
  | a=star_expressions augassign (yield_expr | star_expressions) -> augmentedTarget
invalid_ann_assign_target: list | tuple | '(' invalid_ann_assign_target ')'
invalid_del_stmt: 'del' a=star_expressions -> deleteTarget
invalid_block: NEWLINE !INDENT -> expectedBlock
invalid_comprehension: ('[' | '(' | '{') a=starred_expression for_if_clauses -> starInComprehension
  | ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses -> unparenthesisedTarget
  | ('[' | '{') a=star_named_expression b=',' for_if_clauses -> unparenthesisedTargetComma
invalid_dict_comprehension: '{' a='**' bitwise_or for_if_clauses '}' -> mappingInComprehension
invalid_with_item: expression 'as' a=expression &(',' | ')' | ':') -> assignTarget
invalid_for_target: 'async'? 'for' a=star_expressions -> loopTarget
invalid_group: '(' a=starred_expression ')' -> starredGroup
  | '(' a='**' expression ')' -> doubleStarredGroup
invalid_import_from_targets: import_from_as_names ',' NEWLINE -> trailingComma
invalid_with_stmt: 'async'? 'with' ','.(expression ('as' star_target)?)+ NEWLINE -> expectedColon
  | 'async'? 'with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' NEWLINE -> expectedColon
invalid_with_stmt_indent: 'async'? a='with' ','.(expression ('as' star_target)?)+ ':' NEWLINE !INDENT -> expectedBlockAfter
  | 'async'? a='with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_try_stmt: a='try' ':' NEWLINE !INDENT -> expectedBlockAfter
  | 'try' ':' block !('except' | 'finally') -> expectedExcept
  | 'try' ':' block* except_block+ a='except' b='*' expression ('as' NAME)? ':' -> mixedExceptStar
  | 'try' ':' block* except_star_block+ a='except' (expression ('as' NAME)?)? ':' -> mixedExcept
invalid_except_stmt: 'except' '*'? a=expression ',' expressions ('as' NAME)? ':' -> unparenthesisedExceptions
  | 'except' '*'? expression ('as' NAME)? NEWLINE -> expectedColon
  | 'except' NEWLINE -> expectedColon
  | 'except' '*' (NEWLINE | ':') -> expectedExceptionTypes
invalid_finally_stmt: a='finally' ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_except_stmt_indent: a='except' expression ('as' NAME)? ':' NEWLINE !INDENT -> expectedBlockAfter
  | a='except' ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_except_star_stmt_indent: a='except' '*' expression ('as' NAME)? ':' NEWLINE !INDENT -> expectedBlockAfterExceptStar
invalid_match_stmt: "match" subject_expr NEWLINE -> expectedColon
  | a="match" subject_expr ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_case_block: "case" patterns guard? NEWLINE -> expectedColon
  | a="case" patterns guard? ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_as_pattern: or_pattern 'as' a="_" -> wildcardTarget
  | or_pattern 'as' !NAME a=expression -> patternTarget
invalid_class_pattern: name_or_attr '(' (positional_patterns ',')? keyword_patterns ',' a=positional_patterns
    -> positionalPatterns
invalid_if_stmt: 'if' named_expression NEWLINE -> expectedColon
  | a='if' named_expression ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_elif_stmt: 'elif' named_expression NEWLINE -> expectedColon
  | a='elif' named_expression ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_else_stmt: a='else' ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_while_stmt: 'while' named_expression NEWLINE -> expectedColon
  | a='while' named_expression ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_for_stmt: 'async'? 'for' star_targets 'in' star_expressions NEWLINE -> expectedColon
  | 'async'? a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT -> expectedBlockAfter
invalid_def_raw: 'async'? a='def' NAME type_params? '(' params? ')' ('->' expression)? ':' NEWLINE !INDENT
    -> expectedBlockAfterFunction
invalid_class_def_raw: 'class' NAME type_params? ('(' arguments? ')')? NEWLINE -> expectedColon
  | a='class' NAME type_params? ('(' arguments? ')')? ':' NEWLINE !INDENT -> expectedBlockAfterClass
invalid_double_starred_kvpairs: ','.double_starred_kvpair+ ',' invalid_kvpair
  | expression ':' a='*' bitwise_or -> starredValue
  | expression a=':' &('}' | ',') -> missingValue
invalid_kvpair: a=expression !':' -> missingColon
  | expression ':' a='*' bitwise_or -> starredValue
  | expression a=':' &('}' | ',') -> missingValue
`;

/** The lambda's rules differ in names, in the closing token, and in having no annotations. */
function toLambda(rules: string): string {
  return rules
    .replace(/param_no_default_star_annotation: .*\n/, "")
    .replace(/ {2}\| '\*' param_no_default_star_annotation .*\n/, "")
    .replace("param: NAME (':' expression)?", "param: NAME")
    .replace(/invalid_missing_default: .*\n/, "")
    .replace(/\b(invalid_)?(params|parameters\w*|slash_\w+|star_etc|kwds|param\w*|default)\b/g, "$1lambda_$2")
    .replaceAll("')'", "':'")
    .replace(
      "lambda_param_no_default+ ','? b=':' -> parenthesisedParameters",
      "','.lambda_param+ ','? b=')' -> parenthesisedLambdaParameters",
    )
    .replace("-> bareStar", "-> bareStarInLambda");
}

export const GRAMMAR: string = STATEMENTS + EXPRESSIONS + PARAMETERS + toLambda(PARAMETERS) + MISTAKES;
