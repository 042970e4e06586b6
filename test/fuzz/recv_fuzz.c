/* SPDX-License-Identifier: PostgreSQL */
/*
 * recv_fuzz.c - mutated images of a type, given to its own input functions
 *
 * A test module: built by the tests, never installed with the extension.
 *
 * cfsperf_mutate(type, images, n, seed, as_text) makes n mutations of the given
 * images, which are what the type sends (or, as text, prints), and has the
 * type's receive (or input) function read each.  It may refuse, with an error
 * that says that the data are bad.  What it accepts must be a value: sent and
 * received again it gives the same bytes, printed and read again likewise.
 *
 * The same seed gives the same images everywhere.  Each image lies at the end
 * of a page that no readable one follows, so that a byte read behind it is a
 * crash and not an accident.
 */
#include "postgres.h"

#include <sys/mman.h>
#include <unistd.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(cfsperf_mutate);

/* the longest image, in pages; mutations stop growing before */
#define PAGES		16
#define MAX_GROWTH	512

typedef struct TypeFunctions
{
	Oid			type;
	FmgrInfo	receive;
	FmgrInfo	send;
	FmgrInfo	input;
	FmgrInfo	output;
	Oid			receive_param;
	Oid			input_param;
} TypeFunctions;

typedef struct Image
{
	char	   *data;
	int			length;
} Image;

/* memory that ends where nothing may be read */
typedef struct Guarded
{
	char	   *start;
	Size		size;
} Guarded;

/* ---------------------------------------------------------------- dice */

/* splitmix64: Steele, Lea and Flood (2014), OOPSLA 49, 453-472 */
static uint64
roll(uint64 *dice)
{
	uint64		z = (*dice += UINT64CONST(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64CONST(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64CONST(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static int
below(uint64 *dice, int n)
{
	return n > 0 ? (int) (roll(dice) % (uint64) n) : 0;
}

/* ---------------------------------------------------------------- mutations */

static void
overwrite(Image *image, int at, const void *bytes, int length)
{
	memcpy(image->data + at, bytes, Min(length, image->length - at));
}

static void
insert(Image *image, int at, const char *bytes, int length)
{
	memmove(image->data + at + length, image->data + at, image->length - at);
	memcpy(image->data + at, bytes, length);
	image->length += length;
}

static void
cut_out(Image *image, int at, int length)
{
	length = Min(length, image->length - at);
	memmove(image->data + at, image->data + at + length,
			image->length - at - length);
	image->length -= length;
}

/* a big-endian number of 4 or 8 bytes that lies near a limit */
static void
put_number(Image *image, int at, uint64 *dice)
{
	static const uint64 numbers[] = {
		0, 1, 2, 3, 12, 13, 41, 99, 100, 0x7f, 0xff, 0x7fff, 0xffff,
		0x7fffffff, 0x80000000, 0xffffffff, 1000000000,
		UINT64CONST(0x7ff8000000000000), UINT64CONST(0x7ff0000000000000),
		UINT64CONST(0xfff0000000000000), UINT64CONST(0x7ff0000000000001),
		UINT64CONST(0x8000000000000000), UINT64CONST(0x0000000000000001),
		UINT64CONST(0x3ff0000000000000), UINT64CONST(0xbff0000000000000),
		UINT64CONST(0x4340000000000000), UINT64CONST(0x4340000000000001),
		UINT64CONST(0x3fb999999999999a), UINT64CONST(0x4059000000000000),
		UINT64CONST(0x7fffffffffffffff), UINT64CONST(0xffffffffffffffff)
	};
	uint64		number = numbers[below(dice, lengthof(numbers))];
	int			length = below(dice, 2) ? 4 : 8;
	char		bytes[8];

	if (below(dice, 4) == 0)
		number += below(dice, 5) - 2;
	for (int i = 0; i < length; i++)
		bytes[i] = (char) (number >> (8 * (length - 1 - i)));
	overwrite(image, at, bytes, length);
}

/* adds a little to the big-endian number of 4 bytes that stands here */
static void
shift_number(Image *image, int at, uint64 *dice)
{
	unsigned char *bytes = (unsigned char *) image->data + at;
	uint32		number;

	if (at + 4 > image->length)
		return;
	number = (uint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
	number += (uint32) (below(dice, 33) - 16);
	for (int i = 0; i < 4; i++)
		bytes[i] = (unsigned char) (number >> (8 * (3 - i)));
}

/* a piece of this or another image, at another place */
static void
put_piece(Image *image, const Image *other, uint64 *dice)
{
	int			from = below(dice, other->length);
	int			length = Min(1 + below(dice, 64), other->length - from);
	int			to = below(dice, image->length + 1);
	char		piece[64];

	memcpy(piece, other->data + from, length);
	if (below(dice, 2))
		overwrite(image, to, piece, length);
	else
		insert(image, to, piece, length);
}

static void
mutate_once(Image *image, const Image *other, uint64 *dice)
{
	int			at = below(dice, image->length);
	char		byte = (char) roll(dice);

	switch (image->length > 0 ? below(dice, 10) : 5)
	{
		case 0:
		case 1:
			image->data[at] ^= (char) (1 << below(dice, 8));
			break;
		case 2:
			image->data[at] = byte;
			break;
		case 3:
		case 4:
			put_number(image, at, dice);
			break;
		case 5:
			insert(image, at, &byte, 1);
			break;
		case 6:
			cut_out(image, at, 1 + below(dice, below(dice, 2) ? 4 : 40));
			break;
		case 7:
			shift_number(image, at, dice);
			break;
		case 8:
			put_piece(image, other, dice);
			break;
		default:
			if (below(dice, 4) == 0)
				image->length = at;
			else
				put_piece(image, image, dice);
			break;
	}
}

/* Text holds no zero byte, and is valid in the encoding of the server. */
static void
make_text(Image *image)
{
	for (int i = 0; i < image->length; i++)
	{
		if (image->data[i] == '\0' || (image->data[i] & 0x80) != 0)
			image->data[i] = ' ' + (image->data[i] & 0x3f);
	}
}

/* some mutation of one of the images; a few stay as they are */
static void
make_image(Image *image, const Image *images, int n_images, bool as_text,
		   uint64 *dice)
{
	const Image *seed = &images[below(dice, n_images)];
	int			times = below(dice, 5);

	image->length = seed->length;
	memcpy(image->data, seed->data, seed->length);
	for (int i = 0; i < times; i++)
		mutate_once(image, &images[below(dice, n_images)], dice);
	if (as_text)
		make_text(image);
}

/* ---------------------------------------------------------------- reading */

static Guarded
make_guarded(void)
{
	Size		page = (Size) sysconf(_SC_PAGESIZE);
	Guarded		guarded;

	guarded.size = PAGES * page;
	guarded.start = mmap(NULL, guarded.size + page, PROT_READ | PROT_WRITE,
						 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (guarded.start == MAP_FAILED ||
		mprotect(guarded.start + guarded.size, page, PROT_NONE) != 0)
		elog(ERROR, "no guarded memory: %m");
	return guarded;
}

static void
free_guarded(Guarded *guarded)
{
	munmap(guarded->start, guarded->size + (Size) sysconf(_SC_PAGESIZE));
}

/* the image at the end of guarded memory, followed by the zero all buffers have */
static char *
put_guarded(const Guarded *guarded, const Image *image)
{
	char	   *copy = guarded->start + guarded->size - image->length - 1;

	memcpy(copy, image->data, image->length);
	copy[image->length] = '\0';
	return copy;
}

/*
 * Reads an image as the server does, from a message or from text.  False where
 * bytes are left over, which the server refuses.
 */
static bool
read_value(TypeFunctions *functions, const Guarded *guarded, const Image *image,
		   bool as_text, Datum *value)
{
	StringInfoData message;

	if (as_text)
	{
		*value = InputFunctionCall(&functions->input, put_guarded(guarded, image),
								   functions->input_param, -1);
		return true;
	}
	message.data = put_guarded(guarded, image);
	message.len = image->length;
	message.maxlen = image->length + 1;
	message.cursor = 0;
	*value = ReceiveFunctionCall(&functions->receive, &message,
								 functions->receive_param, -1);
	return message.cursor == message.len;
}

static bool
same_bytes(const bytea *a, const bytea *b)
{
	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

/*
 * NULL, or what is wrong with an accepted value: through the wire and through
 * text it must come back as itself.
 */
static const char *
complaint(TypeFunctions *functions, const Guarded *guarded, Datum value)
{
	bytea	   *sent = SendFunctionCall(&functions->send, value);
	Image		image = {VARDATA_ANY(sent), (int) VARSIZE_ANY_EXHDR(sent)};
	char	   *text;
	Datum		read;

	if (!read_value(functions, guarded, &image, false, &read))
		return "not all of what was sent is read again";
	if (!same_bytes(sent, SendFunctionCall(&functions->send, read)))
		return "sent, received and sent again it differs";
	text = OutputFunctionCall(&functions->output, value);
	if (strcmp(text, OutputFunctionCall(&functions->output, read)) != 0)
		return "received again it prints otherwise";
	read = InputFunctionCall(&functions->input, text, functions->input_param, -1);
	if (!same_bytes(sent, SendFunctionCall(&functions->send, read)))
		return "printed and read again it is sent otherwise";
	if (strcmp(text, OutputFunctionCall(&functions->output, read)) != 0)
		return "printed, read and printed again it differs";
	return NULL;
}

/* whether an error says that the data are bad, and not that we are */
static bool
is_refusal(int sqlstate)
{
	return ERRCODE_TO_CATEGORY(sqlstate) == ERRCODE_DATA_EXCEPTION ||
		ERRCODE_TO_CATEGORY(sqlstate) == ERRCODE_TO_CATEGORY(ERRCODE_CARDINALITY_VIOLATION) ||
		sqlstate == ERRCODE_PROTOCOL_VIOLATION ||
		sqlstate == ERRCODE_CHARACTER_NOT_IN_REPERTOIRE ||
		sqlstate == ERRCODE_PROGRAM_LIMIT_EXCEEDED;
}

static void
blame(const TypeFunctions *functions, const Image *image, const char *what)
{
	char	   *hex = palloc(2 * image->length + 1);

	hex[hex_encode(image->data, image->length, hex)] = '\0';
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("type %s, image \\x%s: %s",
					format_type_be(functions->type), hex, what)));
}

/*
 * Whether an image is accepted.  An error where it is refused for another
 * reason than bad data, or where what was accepted is not a value.
 */
static bool
try_image(TypeFunctions *functions, const Guarded *guarded, const Image *image,
		  bool as_text, MemoryContext context)
{
	MemoryContext caller = CurrentMemoryContext;
	volatile bool accepted = false;
	const char *volatile wrong = NULL;

	PG_TRY();
	{
		Datum		value;

		MemoryContextSwitchTo(context);
		if (read_value(functions, guarded, image, as_text, &value))
		{
			accepted = true;
			wrong = complaint(functions, guarded, value);
		}
		MemoryContextSwitchTo(caller);
	}
	PG_CATCH();
	{
		int			sqlstate = geterrcode();

		MemoryContextSwitchTo(caller);
		if (sqlstate == ERRCODE_QUERY_CANCELED || sqlstate == ERRCODE_ADMIN_SHUTDOWN)
			PG_RE_THROW();
		if (accepted || !is_refusal(sqlstate))
			wrong = psprintf("%s (%s)", CopyErrorData()->message,
							 unpack_sql_state(sqlstate));
		FlushErrorState();
	}
	PG_END_TRY();

	if (wrong != NULL)
		blame(functions, image, wrong);
	MemoryContextReset(context);
	return accepted;
}

/* ---------------------------------------------------------------- called */

static void
look_up(Oid type, TypeFunctions *functions)
{
	Oid			function;
	bool		is_varlena;

	functions->type = type;
	getTypeBinaryInputInfo(type, &function, &functions->receive_param);
	fmgr_info(function, &functions->receive);
	getTypeBinaryOutputInfo(type, &function, &is_varlena);
	fmgr_info(function, &functions->send);
	getTypeInputInfo(type, &function, &functions->input_param);
	fmgr_info(function, &functions->input);
	getTypeOutputInfo(type, &function, &is_varlena);
	fmgr_info(function, &functions->output);
}

static Image *
get_images(ArrayType *array, int room, int *n)
{
	Datum	   *elements;
	bool	   *nulls;
	Image	   *images;

	deconstruct_array(array, BYTEAOID, -1, false, TYPALIGN_INT, &elements, &nulls, n);
	if (*n == 0)
		elog(ERROR, "no image to mutate");
	images = palloc(*n * sizeof(Image));
	for (int i = 0; i < *n; i++)
	{
		bytea	   *element;

		if (nulls[i])
			elog(ERROR, "image %d is NULL", i + 1);
		element = DatumGetByteaPP(elements[i]);
		images[i].data = VARDATA_ANY(element);
		images[i].length = (int) VARSIZE_ANY_EXHDR(element);
		if (images[i].length > room)
			elog(ERROR, "image %d is too long", i + 1);
	}
	return images;
}

/* cfsperf_mutate(regtype, bytea[], int8, int8, bool, OUT accepted, OUT refused) */
Datum
cfsperf_mutate(PG_FUNCTION_ARGS)
{
	int64		n = PG_GETARG_INT64(2);
	uint64		dice = (uint64) PG_GETARG_INT64(3);
	bool		as_text = PG_GETARG_BOOL(4);
	Guarded		guarded = make_guarded();
	int			room = (int) guarded.size - MAX_GROWTH;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext,
												  "mutated images",
												  ALLOCSET_DEFAULT_SIZES);
	TypeFunctions functions;
	Image		image = {palloc(guarded.size), 0};
	Image	   *images;
	int			n_images;
	int64		accepted = 0;
	TupleDesc	row;
	Datum		values[2];
	bool		nulls[2] = {false, false};

	if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	look_up(PG_GETARG_OID(0), &functions);
	images = get_images(PG_GETARG_ARRAYTYPE_P(1), room, &n_images);
	for (int64 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		make_image(&image, images, n_images, as_text, &dice);
		accepted += try_image(&functions, &guarded, &image, as_text, context);
	}
	free_guarded(&guarded);
	values[0] = Int64GetDatum(accepted);
	values[1] = Int64GetDatum(n - accepted);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(row), values, nulls));
}
